"""What gateways say became of what they took. Each kind of sending has a function that hears of it,
found by the letter its id begins with.
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
    """A code: all that is known of it is that it was sent."""

    def settle() -> None:
        sent = store.sent(sending_id)
        if sent.gateway != gateway:
            raise NotFound
        if not sent.is_over:
            store.keep_sent(sent.model_copy(update={"is_over": True}))
            supply.ended(gateway, sent.channel, sent.at, told[0].state)

    until_settled(settle)
    return 0
