"""The hourly check of a slice of a kind's devices: those that send, but do not report."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from functions.devices.conservation import news
from functions.devices.conservation import store as balances
from functions.devices.conservation.model import LONGEST
from functions.devices.kinds.model import Kind
from linli.messages import AHEAD

from . import rules, store
from .model import Overdue, Unreported

HOUR = timedelta(hours=1)
# In which a recent span can have begun: the latest first, those of clocks that are ahead last.
HOURS = (*range((rules.RECENT + LONGEST) // HOUR + 1), *range(-1, -(AHEAD // HOUR) - 1, -1))


def look(
    community: str,
    kind: Kind,
    bounds: tuple[str, str | None],
    sending: Mapping[str, datetime],
    now: datetime,
) -> None:
    """`bounds` of the slice in the register's list, from the place after the first to the second,
    which is None at the kind's end; `sending` are its devices that are not silent, with the time of
    their newest message.
    """
    known = store.overdue(community, kind.id, *bounds)
    late = _uncovered(community, rules.since(sending, known, now), now)
    rows = {
        thing: rules.found(known.get(thing), _overdue(thing, kind, newest))
        for thing, newest in sending.items()
        if thing in late
    }
    changed = [one for thing, one in rows.items() if one != known.get(thing)]
    kept = store.keep(community, kind.id, changed)
    if not (store.forget(community, kind.id, known.keys() - rows.keys()) and kept):
        raise RuntimeError("overdue reports were not kept")
    if bounds[1] is None:
        store.change(community, partial(_summed, now))


def end(community: str, hazard_id: str) -> None:
    """After its incident was closed, only more devices than now open another."""

    def closed(before: Unreported) -> store.Change:
        is_it = before.hazard_id == hazard_id
        return before.model_copy(update={"hazard_id": None}) if is_it else before, []

    store.change(community, closed)


def _uncovered(community: str, since: dict[str, datetime], now: datetime) -> set[str]:
    """Reads the hours' balances from the newest back, until all are covered: for devices that
    report, two or three, each between the first and the last id.
    """
    left = since
    for back in HOURS:
        if not left:
            break
        ends = balances.reported(community, now - back * HOUR, min(left), max(left))
        left = rules.uncovered(left, ends)
    return set(left)


def _summed(now: datetime, before: Unreported) -> store.Change:
    after = rules.summed(before, store.all_of(before.community), now)
    if after.hazard_id and not before.hazard_id:
        return after, [news.unreported(after, now)]
    if before.hazard_id and not after.hazard_id:
        return after, [news.reporting(before, now)]
    return after, []


def _overdue(thing: str, kind: Kind, newest: datetime) -> Overdue:
    row = {"thing": thing, "owner": kind.owner, "personal": kind.personal}
    return Overdue.model_validate(row | {"since": newest, "newest": newest})
