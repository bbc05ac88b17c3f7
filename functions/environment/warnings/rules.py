"""When data for a warning begin and end. Pure."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar

from events.environment import AirWarningDrafted, AirWarningEvent, AirWarningLifted, Lifting
from functions.environment.model import Exceedance
from functions.environment.values.model import Air, Value
from linli.ids import derived
from linli.numbers import Length
from linli.standards.hj633 import Advice

from .model import Warning as AirWarning

E = TypeVar("E", bound=AirWarningEvent)
OPEN = {"ends": None, "withdrawn_at": None}
TOLD = {"station_id", "aqi", "level", "primary", "begins", "article", "reference"}


class Changed(NamedTuple):
    after: AirWarning
    news: tuple[AirWarningEvent, ...]


def heard(
    before: AirWarning | None,
    hour: Value,
    row: Exceedance | None,
    advice: Iterable[Advice],
    stands: Length,
) -> Changed | None:
    """By the newest hour; `row` is the rule that applies, None if none. None if nothing changes, as
    for an hour with an unknown index, until the data rest on hours too old.
    """
    air = hour.air
    if air is None or air.aqi is None or air.level is None:
        return _unmeasured(before, hour, stands)
    if row is None:
        return lifted(before, hour.ends, "measured") if before and not before.ends else None
    said = next(one for one in advice if one.level == air.level)
    if before is None:
        new = _drafted(hour, air, row, said)
        return Changed(new, (_fact(AirWarningDrafted, new, hour.ends),))
    now = {"aqi": air.aqi, "level": air.level, "primary": air.primary, **OPEN}
    after = before.model_copy(update={**now, "seen": hour.ends, **_words(said)})
    worse = air.level > before.level or before.ends is not None
    return Changed(after, (_fact(AirWarningDrafted, after, hour.ends),) if worse else ())


def lifted(before: AirWarning, at: datetime, why: Lifting) -> Changed:
    after = before.model_copy(update={"ends": at})
    return Changed(after, (_fact(AirWarningLifted, after, at, why=why),))


def corrected(before: AirWarning, hour: Value, rest: datetime | None, at: datetime) -> Changed:
    """Late data show that an hour of it was none; `rest` is the end of the latest other that is.
    After that one, the hour ends data that have not ended.
    """
    if rest:
        after = before.model_copy(update={"seen": rest})
        is_over = not before.ends and rest <= hour.begins
        return lifted(after, hour.ends, "measured") if is_over else Changed(after, ())
    new = {"ends": before.ends or at, "withdrawn_at": at}
    after = before.model_copy(update=new)
    return Changed(after, (_fact(AirWarningLifted, after, at, why="withdrawn"),))


def _unmeasured(before: AirWarning | None, hour: Value, stands: Length) -> Changed | None:
    if before is None or before.ends:
        return None
    seen = before.seen or before.begins
    return lifted(before, hour.ends, "not_measured") if hour.ends - seen >= stands(seen) else None


def _drafted(hour: Value, air: Air, row: Exceedance, said: Advice) -> AirWarning:
    return AirWarning(
        id=id_of(hour.station_id, hour.begins),
        station_id=hour.station_id,
        category=row.category,
        aqi=air.aqi or 0,
        level=air.level or 0,
        primary=air.primary,
        begins=hour.begins,
        seen=hour.ends,
        place=hour.community,
        article="、".join(dict.fromkeys((*hour.articles, said.article, row.article))),
        reference=hour.reference,
        verified=hour.verified and said.verified,
        **_words(said),
    )


def _words(said: Advice) -> dict[str, Any]:
    return {
        "matter_zh": said.effect_zh,
        "matter_en": said.effect_en,
        "measures_zh": said.zh,
        "measures_en": said.en,
    }


def _fact(fact: type[E], of: AirWarning, at: datetime, **own: Lifting) -> E:
    told = {**of.model_dump(include=TOLD), **own}
    return fact.model_validate({**told, "warning_id": of.id, "community": of.place, "at": at})


def id_of(station_id: str, begins: datetime) -> str:
    """The id of data that begin with this hour."""
    return derived(f"warning|{station_id}|{begins.astimezone(UTC).isoformat()}")
