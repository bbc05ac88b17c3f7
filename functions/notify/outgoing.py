"""Messages that leave the city: each planned attempt is sent to a gateway, in the text for its
channel.
"""

from typing import Any

from events.notify import AttemptPlanned
from linli import clock
from linli.ask import ask
from linli.errors import Refused
from linli.reactions import Reactions

from . import templates
from .gateways import supply
from .gateways.protocol import Sending
from .model import Preferences, Wishes
from .notices import acts, letters
from .notices import store as notices_store
from .notices.model import Attempt, Notice

reactions = Reactions()
handler = reactions.handler
PATIENCE = 5  # failed tries by providers, after which the attempt has failed


@reactions.to(AttemptPlanned)
def carry(planned: AttemptPlanned) -> None:
    """Idempotent: a retry goes to the same gateway under the same id."""
    attempt = notices_store.attempt(planned.notice_id, planned.number)
    if attempt.state != "planned":
        return
    notice = notices_store.notice(planned.person, planned.notice_id)
    now = clock.now(notice.community)
    if notice.read_at or notice.settled_at or notice.expires_at <= now:
        acts.report(notice.id, attempt.number, "expired", code="not-needed")
        return
    address, wishes = _reached(attempt, notice, notices_store.preferences(notice.person, now))
    if address:
        _send(attempt, notice, address, wishes)
    else:
        acts.report(notice.id, attempt.number, "failed", code="no-address")


def _reached(
    attempt: Attempt, notice: Notice, wishes: Preferences
) -> tuple[str | None, Preferences]:
    """The address and the language; a chat robot posts to the group of a place."""
    if attempt.channel == "robot":
        return notice.community, wishes
    try:
        known: dict[str, Any] = ask("accounts", "reach", person=notice.person)
    except Refused:
        return None, wishes
    if wishes.version is None:  # no stated preferences
        wishes = wishes.model_copy(update={"language": known["language"]})
    return known.get(letters.ADDRESSES[attempt.channel]), wishes


def _send(attempt: Attempt, notice: Notice, address: str, wishes: Wishes) -> None:
    template = templates.fitting(notice.template, notice.variables)
    expires_at = clock.real(notice.expires_at, notice.community)
    sending, segments = letters.sending(notice, attempt, template, wishes, address, expires_at)
    try:
        carried = _carried(attempt, notice, sending)
    except supply.NobodyCarries as nobody:
        tries = attempt.tries + nobody.tries
        if nobody.tries and tries < PATIENCE:
            held = notices_store.attempt(notice.id, attempt.number)
            new = {"tries": tries, "gateway": nobody.unclear or held.gateway}
            notices_store.keep_attempt(held.model_copy(update=new), notice)
            raise  # retried by the queue, first with the gateway that may have it
        acts.report(notice.id, attempt.number, "failed", code="no-supplier", tries=tries)
        return
    known: dict[str, Any] = {"gateway": carried.gateway, "carried_at": carried.at}
    known |= {"segments": segments, "tries": attempt.tries + carried.tries}
    if carried.taken.refused:
        code = carried.taken.refused[0].code
        acts.report(notice.id, attempt.number, "failed", code=code, **known)
    else:
        acts.report(notice.id, attempt.number, "accepted", **known)


def _carried(attempt: Attempt, notice: Notice, sending: Sending) -> supply.Carried:
    """The choice of a gateway is stored before sending, so that a retry after a crash uses the
    same.
    """
    held = attempt

    def choose(gateway: str) -> None:
        nonlocal held
        held = notices_store.keep_attempt(held.model_copy(update={"gateway": gateway}), notice)

    return supply.carry(attempt.channel, sending, first=attempt.gateway, choose=choose)
