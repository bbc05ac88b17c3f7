"""Gateways' reports about notices, and missing reports."""

from collections.abc import Sequence
from datetime import datetime

from functions.notify.gateways import supply
from functions.notify.gateways.protocol import Report
from functions.notify.gateways.reports import of

from . import acts, letters
from .model import Notice


def late(notice: Notice, now: datetime) -> None:
    """Attempts that were accepted but never reported on have expired."""
    for number in notice.flying if notice.expires_at <= now else ():
        _end(notice.id, number, Report(id=notice.id, state="expired", at=now))


@of("n-")
def _notice(gateway: str, sending_id: str, told: Sequence[Report]) -> int:
    notice_id, number = letters.attempt_of(sending_id)
    known = [report for report in told if report.index == 0]
    for report in known:
        _end(notice_id, number, report, by=gateway)
    return len(told) - len(known)


def _end(notice_id: str, number: int, report: Report, by: str | None = None) -> None:
    """The first final report counts for the provider's performance."""
    code = {"code": report.code} if report.code else {}
    before = acts.report(notice_id, number, report.state, by=by, **code)
    if before.gateway and before.ended_at is None:
        sent_at = before.carried_at or supply.now()
        supply.ended(before.gateway, before.channel, sent_at, report.state)
