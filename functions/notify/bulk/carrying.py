"""Sends one message of a page to a gateway; called by steps.py, since only `answers` and `outgoing`
may call external servers.
"""

from collections.abc import Sequence
from datetime import datetime

from functions.notify.gateways import supply
from functions.notify.gateways.protocol import Sending, Voice
from linli import clock
from linli.errors import Refused

from . import pages, store
from .model import Bulk

SPOKEN = Voice(speed=0.9, repeat=2)


def carry(bulk_id: str, page: int, message: int, to: Sequence[str]) -> str | None:
    """Send to the chosen gateway. Idempotent: a retry goes to the same one under the same id."""
    bulk, known = store.bulk(bulk_id), store.page(bulk_id, page)
    asked = known.messages[message]
    if asked.taken_at:
        return asked.gateway
    words = bulk.texts.zh if asked.language == "zh" else bulk.texts.en
    sending = Sending(
        id=pages.id_of(bulk.id, page, message),
        to=tuple(to),
        template=bulk.template,
        text=words,
        language=asked.language,
        expires_at=_real(bulk),
        voice=SPOKEN if bulk.channel == "voice" else None,
    )

    def choose(name: str) -> None:
        store.change_page(bulk_id, page, lambda one: pages.chosen(one, message, name))

    try:
        took = supply.carry(bulk.channel, sending, first=asked.gateway, choose=choose)
    except supply.NobodyCarries as nobody:
        if nobody.unclear:  # the gateway that may have it is tried first
            choose(nobody.unclear)
        raise Refused("no-gateway", 503) from None
    store.change_page(
        bulk_id,
        page,
        lambda one: pages.taken(one, message, took.gateway, took.taken.accepted, took.at),
    )
    return took.gateway


def _real(bulk: Bulk) -> datetime:
    """Gateways use real time, not city time."""
    return clock.real(bulk.expires_at or bulk.created_at, bulk.community)
