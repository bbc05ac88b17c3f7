"""Bulk messages as shown."""

from datetime import datetime

from linli.model import Fact

from .model import Bulk, Counts, Shown


class Bulks(Fact):
    items: list[Shown]
    next: str | None


class Detail(Shown):
    """With present counts. `percent` of the recipients have been processed; `per_minute` is since
    it was started or resumed.
    """

    counts: Counts
    percent: int
    per_minute: int


def detail(bulk: Bulk, counts: Counts, now: datetime) -> Detail:
    expected = max(counts.recipients, 0 if bulk.counted else bulk.preview.recipients)
    sent = counts.recipients - counts.unsent
    shown = bulk.shown().model_dump() | {"counts": counts}
    percent = 100 * sent // expected if expected else 100 * bulk.counted
    return Detail(**shown, percent=percent, per_minute=_per_minute(bulk, now))


def _per_minute(bulk: Bulk, now: datetime) -> int:
    until = bulk.through_at or now
    if bulk.stage != "sending" or bulk.moving_since is None or until <= bulk.moving_since:
        return 0
    return round(60 * bulk.done / (until - bulk.moving_since).total_seconds())
