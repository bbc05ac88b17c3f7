"""What people may do to a hazard of the ledger, and when it is over. Pure."""

from datetime import datetime, timedelta
from typing import Any

from events.facilities import (
    HazardCleared,
    HazardRepaired,
    HazardSettled,
    HazardVerified,
    HazardWorsened,
)
from functions.facilities.photos.model import Proof
from linli.errors import Refused

from .model import LedgerEntry
from .news import NOBODY, Around, also, answer, ended, fact, said, sensed, tell

OVER_BY_ITSELF = ("sensor", "upkeep")  # report their own end; people only repair


def assign(entry: LedgerEntry, by: str, to: str, now: datetime, *, stopped: bool) -> LedgerEntry:
    """A 重大 hazard must be out of use before a repair is assigned."""
    _must_stand(entry, "open", "assigned")
    if entry.stop_use and not (stopped or entry.stopped):
        raise Refused("stop-use-first")
    changes: dict[str, Any] = {
        "assignee": to,
        "assigned_by": by,
        "stopped": entry.stopped or stopped,
    }
    told = tell(entry, "assigned", [to], now)
    return fact(entry, "assigned", now, by=by, events=told, state="assigned", since=now, **changes)


def repair(
    entry: LedgerEntry,
    by: str,
    note: str,
    photos: tuple[Proof, ...],
    cost: int | None,
    now: datetime,
    *,
    around: Around = NOBODY,
    verify: timedelta,
) -> LedgerEntry:
    _must_stand(entry, "assigned")
    if not photos:
        raise Refused("no-evidence")
    events = [said(HazardRepaired, entry, now, cost=cost), *answer(entry, "handled", around, now)]
    late = _late_by(now + verify)
    changes: dict[str, Any] = {"state": "repaired", "repairer": by, "cost": cost, **late}
    return fact(entry, "repaired", now, by=by, note=note, photos=photos, events=events, **changes)


def verify(
    entry: LedgerEntry,
    by: str,
    note: str,
    now: datetime,
    *,
    around: Around = NOBODY,
    close: timedelta,
) -> LedgerEntry:
    """Another person, and every sensor that found it, must confirm that it is gone."""
    _must_stand(entry, "repaired")
    _must_be_anothers(entry, by)
    _must_be_normal(entry, around)
    late = _late_by(now + close)
    told = said(HazardVerified, entry, now)
    changes: dict[str, Any] = {"state": "verified", "verifier": by, **late}
    return fact(entry, "verified", now, by=by, note=note, events=[told], **changes)


def give_back(
    entry: LedgerEntry, by: str, note: str, now: datetime, promised: dict[str, Any]
) -> LedgerEntry:
    """The repair failed, perhaps only after its verification: assigned again to the same person,
    with a new deadline.
    """
    _must_stand(entry, "repaired", "verified")
    _must_be_anothers(entry, by)
    late: dict[str, Any] = {
        "deadline": promised["deadline"],
        "look_at": promised["look_at"],
        "overdue": False,
    }
    told = tell(entry, "returned", [entry.assignee], now)
    changes: dict[str, Any] = {"state": "assigned", "since": now, **late}
    changes |= {"repairer": None, "verifier": None, "own_deadline": None}
    return fact(entry, "returned", now, by=by, note=note, events=told, **changes)


def close(
    entry: LedgerEntry,
    by: str,
    note: str,
    now: datetime,
    *,
    around: Around = NOBODY,
    sensor_fault: str | None = None,
) -> LedgerEntry:
    """A sensor may be abnormal again since the verification. `sensor_fault` is the reason why an
    abnormal one is not believed: nobody can verify the repair then. Refused unless all that is
    abnormal are sensors of assets.
    """
    if sensor_fault is None:
        _must_stand(entry, "verified")
        _must_be_normal(entry, around)
    else:
        _must_stand(entry, "repaired", "verified")
        _must_be_sensed(_abnormal(entry, around))
        note = f"{note}; sensor fault: {sensor_fault}"
    _must_be_anothers(entry, by)
    fault = sensor_fault is not None
    return over(entry, now, by=by, note=note, around=around, sensor_fault=fault)


def reject(
    entry: LedgerEntry, by: str, reason: str, now: datetime, *, around: Around = NOBODY
) -> LedgerEntry:
    """Not a hazard, or nobody's responsibility; reporters are told why. A sensor's hazard cannot be
    rejected.
    """
    _must_stand(entry, "open", "assigned")
    _must_be_normal(entry, around)
    events = [
        ended(entry, "rejected", now),
        *answer(entry, "rejected", around, now, reason=reason),
    ]
    changes: dict[str, Any] = {"state": "rejected", "closed_at": now, **_late_by(None)}
    return fact(entry, "rejected", now, by=by, note=reason, events=events, **changes)


def inspect(entry: LedgerEntry, by: str, handler: str | None, *, gone: bool) -> None:
    """For findings by people, another person than the repairer confirms that it is gone."""
    if entry.found_by == "sensor" or entry.led_by != "incident" or entry.joined_to:
        raise Refused("not-to-inspect")
    if not entry.is_open:
        raise Refused("wrong-state")
    if gone and by == handler:
        raise Refused("own-work", status=403)


def inspected(
    entry: LedgerEntry, by: str, note: str, photos: tuple[Proof, ...], now: datetime, *, gone: bool
) -> LedgerEntry:
    """Published in the form of a sensor's event, so that its incident can be verified, or
    reopens.
    """
    inspect(entry, by, entry.repairer, gone=gone)
    came_back = entry.normal and not gone
    after = entry.model_copy(update={"normal": gone, "episode": entry.episode + came_back})
    events = []
    if gone != entry.normal:
        events = [sensed(HazardCleared if gone else HazardWorsened, after, now)]
    return fact(after, "inspected", now, by=by, note=note, photos=photos, events=events)


def over(
    entry: LedgerEntry,
    now: datetime,
    *,
    by: str | None = None,
    note: str = "",
    around: Around = NOBODY,
    sensor_fault: bool = False,
) -> LedgerEntry:
    told = ended(entry, "closed", now, sensor_fault=sensor_fault)
    events = [told, *answer(entry, "closed", around, now)]
    inspected = entry.led_by == "incident" and entry.found_by != "sensor"
    changes: dict[str, Any] = {
        "state": "closed",
        "closed_at": now,
        "normal": entry.normal if inspected else True,  # as its incident knows it, if it reopens
        **_late_by(None),
    }
    after = fact(entry, "closed", now, by=by, note=note, events=events, **changes)
    if inspected:
        return also(after, sensed(HazardSettled, entry, now))
    return after


def _late_by(deadline: datetime | None) -> dict[str, Any]:
    return {"deadline": deadline, "look_at": deadline, "overdue": False}


def _must_stand(entry: LedgerEntry, *states: str) -> None:
    if entry.led_by == "incident":
        raise Refused("with-incident")
    if entry.joined_to:
        raise Refused("joined-to-another")
    if entry.state not in states:
        raise Refused("wrong-state")


def _abnormal(entry: LedgerEntry, around: Around) -> list[LedgerEntry]:
    every = (entry, *around.members)
    return [one for one in every if one.found_by in OVER_BY_ITSELF and not one.normal]


def _must_be_normal(entry: LedgerEntry, around: Around) -> None:
    if _abnormal(entry, around):
        raise Refused("sensor-abnormal")


def _must_be_sensed(abnormal: list[LedgerEntry]) -> None:
    """Overdue upkeep has no sensor; a sensor that another feature doubts is the hazard itself."""
    if not abnormal:
        raise Refused("sensor-normal")
    if any(one.found_by != "sensor" or one.kind is None for one in abnormal):
        raise Refused("sensor-abnormal")


def _must_be_anothers(entry: LedgerEntry, by: str) -> None:
    if by == entry.repairer:
        raise Refused("own-work", status=403)
