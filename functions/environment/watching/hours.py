"""Which hours of a station must be computed, and which samples are too late for theirs. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from linli.aggregates.folding import HOUR, begin

from .model import Subject, Watch

MOST = 24  # hours per evaluation: each is several rows of one transaction
LATEST = timedelta(minutes=1)  # before an hour is computed: time for accepted samples to be stored
REACH = timedelta(days=8)  # no later samples are accepted; see linli.messages.BEHIND


def is_late(at: datetime, now: datetime, grace: timedelta) -> bool:
    """Whether its hour may have been computed, or may be without it."""
    return begin(at, HOUR) + HOUR + grace - LATEST <= now


def to_make(watch: Watch, now: datetime, grace: timedelta) -> list[datetime]:
    """In order; recomputations first."""
    end = begin(now - grace, HOUR)
    first = max(watch.made, begin(now - REACH, HOUR))
    fresh = max(0, (end - first) // HOUR)
    again = sorted(at for at in watch.late if at < watch.made)
    return [*again, *(first + n * HOUR for n in range(fresh))][:MOST]


def after(watch: Watch, made: Iterable[datetime], now: datetime, grace: timedelta) -> Watch:
    """With these computed; due at once if there is more."""
    done = set(made)
    ends = max([watch.made, *(at + HOUR for at in done)])
    left = tuple(at for at in watch.late if at not in done)
    new = watch.model_copy(update={"made": ends, "late": left})
    more = to_make(new, now, grace)
    return new.model_copy(update={"due": now if more else ends + HOUR + grace})


def began(watch: Watch, what: Subject, since: datetime, now: datetime) -> Watch:
    """Note its beginning, as long as late data may concern it: also of one that lasts till then."""
    all_ = sorted({*watch.begun.get(what, ()), since})
    old = [at for at in all_ if at < now - REACH]
    kept = (*old[-1:], *all_[len(old) :])
    return watch.model_copy(update={"begun": {**watch.begun, what: kept}})


def concerned(
    watch: Watch, times: Iterable[datetime], now: datetime, grace: timedelta
) -> set[datetime]:
    """The hours that were computed without these samples, or may be at this moment."""
    recent = {hour for at in times if (hour := begin(at, HOUR)) >= now - REACH}
    return {at for at in recent if at < watch.made or is_late(at, now, grace)}


def to_redo(watch: Watch, hours: set[datetime], now: datetime) -> Watch:
    """Note them; one that is not computed yet waits for its turn."""
    new = sorted(hours - set(watch.late))
    due = now if any(at < watch.made for at in new) else watch.due
    return watch.model_copy(update={"late": (*watch.late, *new), "due": due})
