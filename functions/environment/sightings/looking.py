"""The log of access, written before the answer: no access without a log entry."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from linli import staff
from linli.auth import Caller

from . import rows, store
from .model import Look, Sighting
from .wards.model import Ward


class Seen(NamedTuple):
    """What was seen: of a sighting or a ward, where, and of whom."""

    about: str
    person: str | None
    place: str


def trace_sighting(caller: Caller, sighting: Sighting, what: str) -> None:
    """Visible to the person who fell; for a thrown object, to all who may see the log."""
    seen = Seen(sighting.id, sighting.person, sighting.grid or sighting.community)
    keep([seen], what, caller.id, str(caller.purpose))


def trace_wards(caller: Caller, wards: Sequence[Ward], what: str) -> None:
    """Visible to each of them."""
    seen = [Seen(f"ward#{one.person}", one.person, one.grid or one.community) for one in wards]
    keep(seen, what, caller.id, str(caller.purpose))


def called(caller: Caller, place: str, people: Iterable[str | None]) -> dict[str, str]:
    """Names of residents by id, from accounts, which logs that the caller saw them; none if it does
    not answer.
    """
    asked = [one for one in dict.fromkeys(people) if one]
    if not asked:
        return {}
    who = {"by": caller.id, "purpose": caller.purpose}
    return staff.told("called", place=place, people=asked, **who) or {}


def keep(seen: Sequence[Seen], what: str, by: str, purpose: str) -> None:
    """All or none, up to a hundred."""
    now = datetime.now(UTC)
    said = {"what": what, "by": by, "purpose": purpose, "at": now}
    looks = [Look.model_validate({**said, "id": store.new_id(), **one._asdict()}) for one in seen]
    store.trace(looks, now + rows.LOOK_KEPT(now))
