"""Dispatches gateways' reports: each kind of sending has a handler, found by the first letter of
its id.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence

from linli.counted import Counted
from linli.errors import NotFound
from linli.observe import logger, remark
from linli.store import until_settled

from . import store, supply
from .protocol import Report

Hear = Callable[[str, str, Sequence[Report]], int]
OF: dict[str, Hear] = {}


def of(letter: str) -> Callable[[Hear], Hear]:
    """Registers `hear(gateway, sending id, reports)`, which returns how many reports are unknown;
    NotFound if all are.
    """

    def register(hear: Hear) -> Hear:
        OF[letter] = hear
        return hear

    return register


def take(gateway: str, reports: Sequence[Report]) -> int:
    """Returns how many reports were about nothing that this gateway accepted."""
    by_sending: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        by_sending[report.id].append(report)
    unknown = sum(_heard(gateway, sending, told) for sending, told in by_sending.items())
    if unknown:
        store.count(gateway, supply.now(), "unknown", unknown)
        remark(Counted.UNKNOWN_REPORTS, unknown)
    logger.info("reported", gateway=gateway, reports=len(reports), unknown=unknown)
    return unknown


def _heard(gateway: str, sending_id: str, told: Sequence[Report]) -> int:
    hear = OF.get(sending_id[:2])
    if hear is None:
        return len(told)
    try:
        return hear(gateway, sending_id, told)
    except NotFound:
        return len(told)


@of("c-")
def _moment(gateway: str, sending_id: str, told: Sequence[Report]) -> int:
    """A sign-in code, of which only the sending is known."""

    def settle() -> None:
        sent = store.sent(sending_id)
        if sent.gateway != gateway:
            raise NotFound
        if not sent.is_over:
            store.keep_sent(sent.model_copy(update={"is_over": True}))
            supply.ended(gateway, sent.channel, sent.at, told[0].state)

    until_settled(settle)
    return 0
