"""For how long it is kept who reported a hazard, and in which words, after the hazard is over."""

from datetime import datetime
from functools import partial

from functions.facilities.photos import store as photos
from linli import clock
from linli.store import commit, until_settled

from . import store
from .finding import NUMBERS

KEPT = NUMBERS["report-kept"].span


def settle(hazard_id: str) -> None:
    """Its reports, and those of entries joined to it, expire if it is over, and else no longer do.
    Idempotent.
    """
    entry = store.entry(hazard_id)
    if entry.joined_to:
        return
    until = entry.closed_at and entry.closed_at + KEPT(entry.closed_at)
    for one in (entry, *store.members(entry)):
        if one.found_by == "report":
            until_settled(partial(_keep, one.id, until))


def _keep(report_id: str, until: datetime | None) -> None:
    for report in store.reports_by_id([report_id]):
        if report.kept_until != until:
            kept = {"kept_until": until}
            [source] = store.sources([report_id]).values()
            commit(
                store.report_of(report.model_copy(update=kept)),
                store.source_of(source.model_copy(update=kept)),
                *photos.expire(source.photos, until and clock.real(until, report.community)),
            )
