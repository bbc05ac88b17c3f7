"""Sendings of the moment, which no noun keeps: a code, a warning to a telephone that was given up.
Of such a one is kept that it was sent and by whom, to judge the supplier by.
"""

from datetime import UTC, datetime, timedelta

from ulid import ULID

from functions.notify.wording import Message
from linli.errors import Refused

from . import store, supply
from .protocol import Sending
from .suppliers import Sent


def send(phone: str, said: Message, lasts: timedelta) -> None:
    """By SMS and at once; Refused if nobody carries it, or nobody can."""
    sending = Sending(
        id=f"c-{ULID()}".lower(),
        to=(phone,),
        expires_at=datetime.now(UTC) + lasts,
        **said.model_dump(exclude={"segments"}),
    )
    kept: list[Sent] = []

    def choose(name: str) -> None:
        """Written before it is sent: afterwards a report finds it, and no failure unsays it."""
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
    """When he took it, as he is judged by; what nobody can get is over."""
    new = {"at": carried.at, "is_over": bool(carried.taken.refused)}
    with store.at_best():
        store.keep_sent(sent.model_copy(update=new))
