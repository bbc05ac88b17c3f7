"""Gateways' reports about bulk messages, person by person, in any order, possibly repeated."""

from collections import Counter
from collections.abc import Sequence

from functions.notify.gateways import supply
from functions.notify.gateways.protocol import End, Report
from functions.notify.gateways.reports import of
from linli.errors import NotFound

from . import pages, store
from .model import IN_FLIGHT, PLANNED, Message, Page


@of("b-")
def hear(gateway: str, sending_id: str, told: Sequence[Report]) -> int:
    try:
        bulk_id, number, message = pages.message_of(sending_id)
    except ValueError:
        raise NotFound from None
    ends: Counter[End] = Counter()
    unknown = 0

    def heard(page: Page) -> Page:
        nonlocal unknown
        unknown = 0
        ends.clear()
        _asked(page, message, gateway)
        for report in told:
            after = pages.heard(page, message, report.index, report.state)
            if after is None:
                unknown += 1
                continue
            if page.states[page.messages[message].to[report.index]] in (PLANNED, IN_FLIGHT):
                ends[report.state] += 1
            page = after
        return page

    page = store.change_page(bulk_id, number, heard)
    channel = store.bulk(bulk_id).channel
    sent_at = page.messages[message].taken_at or supply.now()
    for state, times in ends.items():
        supply.ended(gateway, channel, sent_at, state, times)
    return unknown


def _asked(page: Page, message: int, gateway: str) -> Message:
    """The message; refused if another gateway has it."""
    if not 0 <= message < len(page.messages) or page.messages[message].gateway != gateway:
        raise NotFound
    return page.messages[message]
