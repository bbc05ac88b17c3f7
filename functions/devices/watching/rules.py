"""Maintenance windows: validity and retention. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from functions.devices.kinds.model import Kind
from linli.alarms.followed import Thing
from linli.alarms.state import Window
from linli.errors import Invalid, NotFound, Refused
from linli.messages import BEHIND

from .model import Wanted, Watch, Work

SKEW = timedelta(minutes=2)  # of a person's clock, tolerated
KEPT = BEHIND + timedelta(days=2)  # late data are evaluated by the windows of their time
MOST = 20  # windows per device


def thing(watch: Watch, kind: Kind) -> Thing:
    windows = (Window(one.begins, one.until, one.why) for one in watch.windows)
    return Thing(watch.device_id, kind.rules, tuple(windows))


def proposed(watch: Watch, work: Work, longest: timedelta, now: datetime) -> Watch:
    """A window never begins in the past, so it cannot hide raised alarms. Idempotent."""
    same = next((one for one in watch.windows if one.id == work.id), None)
    if same:
        if same.request != work.request:
            raise Invalid("idempotency-key-reused", "/headers/idempotency-key")
        return watch
    if work.begins < now - SKEW:
        raise Invalid("in-the-past", "/body/from")
    if work.until <= max(work.begins, now):
        raise Invalid("ends-before", "/body/until")
    if work.until - work.begins > longest:
        raise Invalid("window-too-long", "/body/until")
    kept = [one for one in watch.windows if one.until > now - KEPT]
    if len(kept) >= MOST:
        raise Refused("too-many-windows")
    begun = work.model_copy(update={"begins": max(work.begins, now)})
    return watch.model_copy(update={"windows": (*kept, begun)})


def window(wanted: Wanted, window_id: str, request: str, by: str) -> Work:
    return Work(id=window_id, request=request, by=by, **wanted.model_dump())


def ended(watch: Watch, window_id: str, by: str, now: datetime) -> Watch:
    """Ended now; one that is over is unchanged."""
    found = the(watch.windows, window_id)
    if found.until <= now:
        return watch
    over = found.model_copy(update={"until": max(now, found.begins), "ended_by": by})
    windows = tuple(over if one.id == window_id else one for one in watch.windows)
    return watch.model_copy(update={"windows": windows})


def the(windows: Sequence[Work], window_id: str) -> Work:
    found = next((one for one in windows if one.id == window_id), None)
    if found is None:
        raise NotFound
    return found
