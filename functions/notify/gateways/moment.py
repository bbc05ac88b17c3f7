"""Sendings without a stored noun: sign-in codes, and warnings to former phone numbers. Only the
fact of sending and the gateway are stored, to judge the provider.
"""

from datetime import UTC, datetime, timedelta

from ulid import ULID

from functions.notify.wording import Message
from linli.errors import Refused

from . import store, supply
from .protocol import Sending
from .suppliers import Sent


def send(phone: str, said: Message, lasts: timedelta) -> None:
    """Send by SMS at once; Refused if no provider accepts it."""
    sending = Sending(
        id=f"c-{ULID()}".lower(),
        to=(phone,),
        expires_at=datetime.now(UTC) + lasts,
        **said.model_dump(exclude={"segments"}),
    )
    kept: list[Sent] = []

    def choose(name: str) -> None:
        """Stored before sending, so that reports find it even after a failure."""
        version = kept[-1].version if kept else None
        sent = Sent(id=sending.id, channel="sms", gateway=name, at=supply.now(), version=version)
        kept.append(store.keep_sent(sent))

    try:
        carried = supply.carry("sms", sending, choose=choose)
    except supply.NobodyCarries:
        raise Refused("no-supplier", 503) from None
    _carried(kept[-1], carried)
    if carried.taken.refused:
        raise Refused("not-reachable", 422)


def _carried(sent: Sent, carried: supply.Carried) -> None:
    """When it was accepted; one without an accepted recipient has ended."""
    new = {"at": carried.at, "is_over": bool(carried.taken.refused)}
    with store.at_best():
        store.keep_sent(sent.model_copy(update=new))
