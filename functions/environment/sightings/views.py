"""Views of sightings. The person who fell, and recordings, have routes of their own."""

from typing import Literal

from pydantic import AwareDatetime

from linli.model import Fact
from linli.places import Community, Grid

from . import rows
from .model import Clip, Finding, Found, Kind, Look, Report, Said, Sighting, Stage, Whom, Why
from .sensors.model import Place, Record, Sensor, SensorKind
from .wards.model import Ward, WardShown


class Step(Fact):
    """Which group was asked, and how many people; not who they are. `until`: then the next are."""

    whom: Whom
    people: int
    at: AwareDatetime
    until: AwareDatetime


class AnswerShown(Fact):
    said: Said
    channel: Literal["app", "telephone", "button"]
    fell: bool
    at: AwareDatetime


class SightingShown(Fact):
    id: str
    community: Community
    kind: Kind
    stage: Stage
    grid: Grid | None
    building: str | None
    zone: str | None
    lat: float
    lon: float
    since: AwareDatetime
    of_person: bool
    reports: tuple[Report, ...]
    clips: int
    asked: tuple[Step, ...]
    answers: tuple[AnswerShown, ...]
    why: Why | None
    raised_at: AwareDatetime | None
    over_at: AwareDatetime | None
    closed_at: AwareDatetime | None
    kept_until: AwareDatetime | None
    found: Found | None


class OneSighting(SightingShown):
    names: dict[str, str]  # of staff, by their ids


class Sightings(Fact):
    items: list[SightingShown]
    next: str | None


class ClipShown(Fact):
    """After its retention, only its existence."""

    id: str
    sensor_id: str
    ref: str | None
    at: AwareDatetime
    kept_until: AwareDatetime
    erased_at: AwareDatetime | None


class Clips(Fact):
    items: list[ClipShown]


class Looks(Fact):
    items: list[Look]
    next: str | None
    names: dict[str, str]  # of staff, by their ids


class Finds(Finding):
    """The input of a finding."""


class Answering(Fact):
    """`well`: all is well; `fell`: it was a fall, without harm. `help`: somebody must come."""

    said: Said
    fell: bool = False


class Fallen(Fact):
    """`where` is empty if monitoring has ended."""

    person: str
    where: str
    names: dict[str, str]  # of the person, by the id


class WardSeen(WardShown):
    """`kept_until`: expiry of the record."""

    where: str
    kept_until: AwareDatetime | None


class OwnFall(Fact):
    """A fall as shown to the person, or to those who answer for them."""

    id: str
    stage: Stage
    since: AwareDatetime
    answers: tuple[AnswerShown, ...]


class Me(Fact):
    ward: WardSeen | None
    falls: list[OwnFall]
    names: dict[str, str]  # of staff, by their ids


class LooksAtMe(Looks):
    """Accesses to the caller's data."""


class SensorShown(Place):
    """`watches`: whether it is personal; whose is not shown. `rate`: the share of false alarms
    among its `judged` sightings; `doubted_since` it exceeds `limit`, with the hazard `doubted`.
    """

    id: str
    community: Community
    kind: SensorKind
    watches: bool
    state: Literal["in_use", "retired"]
    seen: int
    judged: int
    rate: float | None
    limit: float
    doubted: str | None
    doubted_since: AwareDatetime | None
    version: int | None


class Sensors(Fact):
    items: list[SensorShown]
    next: str | None


def shown(sighting: Sighting) -> SightingShown:
    said = sighting.model_dump(exclude={"person", "asked", "answers"})
    known = {name: said[name] for name in SightingShown.model_fields if name in said}
    return SightingShown.model_validate(
        {
            **known,
            "of_person": sighting.person is not None,
            "kept_until": rows.sighting_until(sighting),
            "asked": [
                Step(whom=one.whom, people=len(one.people), at=one.at, until=one.until)
                for one in sighting.asked
            ],
            "answers": [AnswerShown(**one.model_dump(exclude={"by"})) for one in sighting.answers],
        }
    )


def clip(one: Clip) -> ClipShown:
    return ClipShown(**one.model_dump(include=set(ClipShown.model_fields)))


def ward_seen(ward: Ward, where: str) -> WardSeen:
    known = ward.shown().model_dump()
    return WardSeen(**known, where=where, kept_until=rows.ward_until(ward))


def own_fall(sighting: Sighting) -> OwnFall:
    return OwnFall(
        id=sighting.id,
        stage=sighting.stage,
        since=sighting.since,
        answers=_answers(sighting),
    )


def _answers(sighting: Sighting) -> tuple[AnswerShown, ...]:
    return tuple(AnswerShown(**one.model_dump(exclude={"by"})) for one in sighting.answers)


def sensor_shown(sensor: Sensor, record: Record | None, limit: float) -> SensorShown:
    return SensorShown(
        **sensor.model_dump(exclude={"person"}),
        watches=sensor.person is not None,
        seen=record.seen if record else 0,
        judged=len(record.judged) if record else 0,
        rate=record.rate if record else None,
        limit=limit,
        doubted=record.doubted if record else None,
        doubted_since=record.doubted_since if record else None,
    )
