"""The log of access, written before the answer: no access without a log entry."""

from datetime import UTC, datetime

from linli.auth import Caller

from . import rows, store
from .model import Look, Sighting


def trace(caller: Caller, about: str, person: str | None, what: str, place: str) -> None:
    keep(about, person, what, place, caller.id, str(caller.purpose))


def trace_sighting(caller: Caller, sighting: Sighting, what: str) -> None:
    """Visible to the person who fell; for a thrown object, to all who may see the log."""
    place = sighting.grid or sighting.community
    trace(caller, sighting.id, sighting.person, what, place)


def keep(about: str, person: str | None, what: str, place: str, by: str, purpose: str) -> None:
    now = datetime.now(UTC)
    said = {"about": about, "person": person, "what": what, "place": place}
    who = {"id": store.new_id(), "by": by, "purpose": purpose, "at": now}
    store.trace(Look.model_validate(said | who), now + rows.LOOK_KEPT(now))
