"""The content of a warning, as far as a station of air can know it."""

from pydantic import AwareDatetime

from linli.model import Noun
from linli.places import Community


class Warning(Noun):  # noqa: A001 - the standard term, 预警
    """The fields of L-EM#64; `issuer` and `issued_at` stay empty until an authority issues it.

    `level` is that of the index (HJ 633), not that of a warning; `verified` refers to its rows.
    `seen` is the end of the latest hour that it rests on; `withdrawn_at` when late data showed that
    it rests on none.
    """

    id: str
    station_id: str
    category: str
    aqi: int
    level: int
    primary: tuple[str, ...] = ()
    begins: AwareDatetime
    seen: AwareDatetime | None = None
    ends: AwareDatetime | None = None
    withdrawn_at: AwareDatetime | None = None
    place: Community
    matter_zh: str
    matter_en: str
    measures_zh: str
    measures_en: str
    article: str
    reference: bool
    verified: bool
    issuer: str | None = None
    issued_at: AwareDatetime | None = None
