"""Asset codes: the meaning of their 16 digits, and the check character on labels. Pure."""

from functools import reduce

from functions.facilities.model import Kind
from linli.places import within

from .model import Codes

CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = 16  # 6 area, 2 class, 2 sub-class, 6 serial; other ids are the city's own


def amiss(asset_id: str, kind: Kind, community: str, codes: Codes) -> str | None:
    """The refusal's code if the id is invalid, else None."""
    if len(asset_id) != DIGITS or not asset_id.isdigit():
        return None
    area, sort, sequence = asset_id[:6], asset_id[6:10], asset_id[10:]
    if not _known(area, community, codes):
        return "area-unknown"
    if sort not in codes.classes:
        return "class-unknown"
    if kind not in codes.classes[sort].kinds:
        return "class-of-another-kind"
    return "no-sequence" if not int(sequence) else None


def check(asset_id: str) -> str:
    """ISO/IEC 7064, MOD 37,36: detects any single wrong or two transposed characters."""
    known = [CHARACTERS.index(one) for one in asset_id.upper() if one in CHARACTERS]
    left = reduce(lambda product, value: 2 * ((product + value) % 36 or 36) % 37, known, 36)
    return CHARACTERS[(37 - left) % 36]


def _known(area: str, community: str, codes: Codes) -> bool:
    """Whether it is a county of the city; without a city's list, that of the community."""
    if not within(f"{area}000000", codes.city):
        return False
    return area == community[:6] or area in codes.areas
