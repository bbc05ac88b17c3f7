"""Which devices send without reporting, and when that is an incident. Pure.

A device reports each hour, at least of the last two, and a span is counted `settled-after` its end:
so a message is in a balance at the latest two hours and that long after it was sent.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from linli.ids import derived

from .model import Overdue, Unreported

RECENT = timedelta(hours=3)  # in which a device that sends has been in a balance
# Hourly checks that find a newer message and no report. One is possible before an outage, and
# three after it, before the first report is counted.
TIMES = 5
NAMED = 50


def since(
    sending: Mapping[str, datetime], known: Mapping[str, Overdue], now: datetime
) -> dict[str, datetime]:
    """The devices that a report must cover, with the time until which it must, at least; `sending`
    are those not silent, with their newest message.
    """
    recent = now - RECENT
    new = {thing: recent for thing, newest in sending.items() if newest > recent}
    return new | {thing: one.since for thing, one in known.items() if thing in sending}


def found(before: Overdue | None, new: Overdue) -> Overdue:
    """A device without a report, of which `new` is what this check alone would state."""
    if before is None:
        return new
    if before.newest >= new.newest or before.times >= TIMES:
        return before
    return before.model_copy(update={"newest": new.newest, "times": before.times + 1})


def summed(before: Unreported, rows: Iterable[Overdue], now: datetime) -> Unreported:
    """All of a community. More of them than before open an incident, if none is open; it is over
    when there are none.
    """
    told = [one for one in rows if one.times >= TIMES]
    named = tuple(one.shown() for one in told if not one.personal)[:NAMED]
    hazard = before.hazard_id if told else None
    if len(told) > before.devices and not hazard:
        hazard = derived(f"unreported|{before.community}|{now.astimezone(UTC).isoformat()}")
    new = {"devices": len(told), "named": named, "hazard_id": hazard}
    return before.model_copy(update=new)


def uncovered(since: Mapping[str, datetime], ends: Mapping[str, datetime]) -> dict[str, datetime]:
    """Those that no report covers beyond the time they have in `since`."""
    return {thing: at for thing, at in since.items() if ends.get(thing, at) <= at}
