"""Administrative division codes: GB/T 2260 and GB/T 10114, 12 digits, plus 3 for a grid.

140105001001 is a community, 140105001000 its subdistrict, 140105000000 the county, 140100000000 the
city, 140000000000 the province: the hierarchy is in the digits and needs no lookup.
"""

from typing import Annotated

from pydantic import StringConstraints

Place = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}([0-9]{3})?$")]
Community = Annotated[  # 村居: the last three digits are not 000
    str, StringConstraints(pattern=r"^[0-9]{9}(00[1-9]|0[1-9][0-9]|[1-9][0-9][0-9])$")
]
Grid = Annotated[str, StringConstraints(pattern=r"^[0-9]{15}$")]
WIDTHS = (2, 4, 6, 9, 12, 15)  # province, city, county, township, community, grid


def ancestors(place: str) -> tuple[str, ...]:
    """The places that contain this one, nearest first, without itself."""
    wider = [place[:width].ljust(12, "0") for width in reversed(WIDTHS) if width < len(place)]
    return tuple(dict.fromkeys(code for code in wider if code != place))


def prefix(place: str) -> str:
    """The common prefix of the codes of all communities in a place."""
    return next(place[:width] for width in WIDTHS if not place[width:].strip("0"))


def within(place: str, of: str) -> bool:
    """Whether `place` equals `of` or lies in it."""
    return place == of or of in ancestors(place)
