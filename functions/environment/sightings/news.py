"""Events and notices about sightings. Pure.

Events are hazards like any other: they name sensor and place, but no person.
"""

from datetime import datetime
from typing import Any, TypeVar

from events.environment import SightingEvent
from events.notify import NoticeAsked, NoticeSettled
from linli.ids import derived
from linli.notices import asked

from .model import Rule, Sighting

E = TypeVar("E", bound=SightingEvent)
SAID = {"community", "grid", "building", "zone", "lat", "lon"}
C_READ = "C"  # mark of a verified source


def event(fact: type[E], sighting: Sighting, row: Rule, at: datetime, **own: Any) -> E:
    """`row` is the rule of its kind."""
    said: dict[str, Any] = {
        **sighting.model_dump(include=SAID),
        "at": at,
        "asset_id": sighting.reports[0].sensor_id,
        "hazard_id": sighting.id,
        "kind": sighting.kind,
        "measure": sighting.kind,
        "value": max(one.confidence for one in sighting.reports),
        "raises": "hazard" if sighting.stage in ("noted", "asking", "well") else "incident",
        "limit_id": row.id,
        **row.model_dump(include={"priority", "category", "article"}),
        "seen_by": len(sighting.sensors),
        "verified": row.mark == C_READ,
        **own,
    }
    return fact.model_validate(said)


def asking(key: str, sighting: Sighting, person: str, at: datetime) -> NoticeAsked:
    """A person is asked once per fall; the phone rings at once."""
    return asked(
        f"environment.{key}",
        person,
        sighting.community,
        at,
        sighting.id,
        urgency="P1",
        about=about(sighting),
        to_person=True,
        rings=True,
        at=sighting.since,
    )


def over(sighting: Sighting, at: datetime) -> list[NoticeSettled]:
    """Those asked need not answer any more."""
    return [
        NoticeSettled(
            community=sighting.community,
            at=at,
            notice_id=derived("environment", sighting.id, person, f"environment.{key(step.whom)}"),
            person=person,
            about=about(sighting),
            asked_by="environment",
        )
        for step in sighting.asked
        for person in step.people
    ]


def reassuring(sighting: Sighting, person: str, at: datetime) -> NoticeAsked:
    return asked(
        "environment.fall-over",
        person,
        sighting.community,
        at,
        sighting.id,
        urgency="P2",
        about=about(sighting),
        to_person=True,
        at=sighting.since,
    )


def key(whom: str) -> str:
    """The key of the notice's template."""
    return "fall-asked" if whom == "person" else "fall-guardian"


def about(sighting: Sighting) -> str:
    return f"sighting#{sighting.id}"
