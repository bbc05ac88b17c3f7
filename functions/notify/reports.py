"""What gateways say became of what they took. Each kind of sending has a function that hears of it,
found by the letter its id begins with.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from aws_lambda_powertools.metrics import MetricUnit

from linli.errors import NotFound
from linli.observe import logger, metrics
from linli.store import until_settled

from . import acts, letters, suppliers_store, supply
from .model import Notice
from .protocol import Report

Hear = Callable[[str, str, Sequence[Report]], int]
OF: dict[str, Hear] = {}


def of(letter: str) -> Callable[[Hear], Hear]:
    """`hear(gateway, sending's id, its reports)` answers how many of them mean nothing it knows;
    or NotFound, if none does.
    """

    def register(hear: Hear) -> Hear:
        OF[letter] = hear
        return hear

    return register


def take(gateway: str, reports: Sequence[Report]) -> int:
    """How many were of nothing that this gateway ever took."""
    by_sending: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        by_sending[report.id].append(report)
    unknown = sum(_heard(gateway, sending, told) for sending, told in by_sending.items())
    if unknown:
        suppliers_store.count(gateway, supply.now(), "unknown", unknown)
        metrics.add_metric("UnknownReports", MetricUnit.Count, unknown)
    logger.info("reported", gateway=gateway, reports=len(reports), unknown=unknown)
    return unknown


def late(notice: Notice, now: datetime) -> None:
    """Of what a gateway took and never spoke of again, nothing will be heard: it has expired."""
    for number in notice.flying if notice.expires_at <= now else ():
        _end(notice.id, number, Report(id=notice.id, state="expired", at=now))


def _heard(gateway: str, sending_id: str, told: Sequence[Report]) -> int:
    hear = OF.get(sending_id[:2])
    if hear is None:
        return len(told)
    try:
        return hear(gateway, sending_id, told)
    except NotFound:
        return len(told)


@of("n-")
def _notice(gateway: str, sending_id: str, told: Sequence[Report]) -> int:
    notice_id, number = letters.attempt_of(sending_id)
    known = [report for report in told if report.index == 0]
    for report in known:
        _end(notice_id, number, report, by=gateway)
    return len(told) - len(known)


@of("c-")
def _moment(gateway: str, sending_id: str, told: Sequence[Report]) -> int:
    """A code: all that is known of it is that it was sent."""

    def settle() -> None:
        sent = suppliers_store.sent(sending_id)
        if sent.gateway != gateway:
            raise NotFound
        if not sent.is_over:
            suppliers_store.keep_sent(sent.model_copy(update={"is_over": True}))
            supply.ended(gateway, sent.channel, sent.at, told[0].state)

    until_settled(settle)
    return 0


def _end(notice_id: str, number: int, report: Report, by: str | None = None) -> None:
    """The first end that is heard of says how its supplier did."""
    code = {"code": report.code} if report.code else {}
    before = acts.report(notice_id, number, report.state, by=by, **code)
    if before.gateway and before.ended_at is None:
        sent_at = before.carried_at or supply.now()
        supply.ended(before.gateway, before.channel, sent_at, report.state)
