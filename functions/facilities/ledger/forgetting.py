"""For how long it is kept who reported a hazard, and in which words, after the hazard is over."""

from datetime import datetime
from functools import partial

from functions.facilities.photos import store as photos
from linli import clock
from linli.store import commit, until_settled

from . import store
from .finding import NUMBERS

KEPT = NUMBERS["report-kept"].span


def over(hazard_id: str) -> None:
    """Its reports, and those of entries joined to it, expire from now on. Idempotent."""
    entry = store.entry(hazard_id)
    if entry.closed_at is None or entry.joined_to:
        return
    until = entry.closed_at + KEPT(entry.closed_at)
    for one in (entry, *store.members(entry)):
        if one.found_by == "report":
            until_settled(partial(_expire, one.id, until))


def _expire(report_id: str, until: datetime) -> None:
    for report in store.reports_by_id([report_id]):
        if report.kept_until is None:
            gone = {"kept_until": until}
            [source] = store.sources([report_id]).values()
            commit(
                store.report_of(report.model_copy(update=gone)),
                store.source_of(source.model_copy(update=gone)),
                *photos.expire(source.photos, clock.real(until, report.community)),
            )
