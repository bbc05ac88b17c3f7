"""The samples of an asset from packs, and which of them need no folding."""

from collections.abc import Callable
from datetime import datetime

from functions.facilities.model import Kind
from linli.alarms.followed import Past
from linli.messages import AHEAD
from linli.packs import reading
from linli.points import Point

from .known import own
from .model import Condition
from .rules import nothing

Read = Callable[[Kind, Point], Point]
LIT = (Kind.STREET_LIGHT, Kind.LIGHT_CIRCUIT)  # every change is passed to the circuit


def past(known: Condition, now: datetime, read: Read = own) -> Past:
    """For lamps only some measures count; parts of a panel have no packs."""
    if known.kind in LIT or known.point:
        return nothing

    def since(after: datetime) -> list[Point]:
        found = reading.since(known.asset_id, after, now + AHEAD)
        return [read(known.kind, point) for point in found]

    return since
