"""Dispatches to a method of authentication by the form's field `method`."""

from functions.accounts.sessions import store as store_sessions
from functions.accounts.sign_in import people
from functions.accounts.sign_in.exchange import Ask
from functions.accounts.sign_in.protocol.clients import KIOSK
from functions.accounts.sign_in.refusals import Unproved
from functions.accounts.sign_in.sessions import Proof
from linli.errors import NotFound

from . import invitations, phones
from .invitations import typed


def prove(ask: Ask, client: str) -> Proof:
    method = ask.field("method")
    if method == "code":
        return Proof(phones.prove(ask), "otp")
    if method == "invitation":
        return Proof(invitations.prove(ask.field("invitation")), "invitation")
    if method == "card" and client == KIOSK:
        return Proof(_by_card(ask.field("card")), "card")
    if method == "passkey" and client != KIOSK:
        from . import passkeys  # noqa: PLC0415 - takes a fifth of a second, and few need it

        return Proof(passkeys.prove(ask), "passkey")
    raise Unproved("no-such-way")


def _by_card(code: str) -> str:
    try:
        card = store_sessions.card(store_sessions.digest(typed(code)))
    except NotFound:
        raise Unproved("card-wrong") from None
    if not people.counts(card):
        raise Unproved("card-wrong")
    return card.person
