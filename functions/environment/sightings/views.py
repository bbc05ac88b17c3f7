"""What people are shown of sightings. Who fell, and where a clip is, is asked for by itself."""

from typing import Literal

from pydantic import AwareDatetime

from linli.model import Fact
from linli.places import Community, Grid

from . import rows
from .model import Clip, Finding, Found, Kind, Look, Report, Said, Sighting, Stage, Whom, Why
from .sensors.model import Place, Record, Sensor, SensorKind
from .wards.model import Ward, WardShown


class Step(Fact):
    """Who was asked, and how many; not who they are. After `until` the next are."""

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


class Sightings(Fact):
    items: list[SightingShown]
    next: str | None


class ClipShown(Fact):
    """Once its time is over, nothing but that there was one."""

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


class Finds(Finding):
    """What people enter."""


class Answering(Fact):
    """`well`: all is well; `fell`: he did fall, though. `help`: somebody is to come."""

    said: Said
    fell: bool = False


class Fallen(Fact):
    """`where` is empty where he is watched over no more."""

    person: str
    where: str


class WardSeen(WardShown):
    """`kept_until`: then it is forgotten that he was one."""

    where: str
    kept_until: AwareDatetime | None


class OwnFall(Fact):
    """What a person, or who answers for him, is shown of his fall."""

    id: str
    stage: Stage
    since: AwareDatetime
    answers: tuple[AnswerShown, ...]


class Me(Fact):
    ward: WardSeen | None
    falls: list[OwnFall]


class LooksAtMe(Looks):
    """Looks at the caller."""


class SensorShown(Place):
    """`watches`: whether it is somebody's own, of whom nothing is said here. `rate`: of its
    `judged` last sightings so much of one was none; since `doubted_since` it is more than `limit`,
    and the hazard `doubted`.
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
