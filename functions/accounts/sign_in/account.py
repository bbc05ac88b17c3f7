"""A person's own page: sessions and passkeys."""

from functions.accounts.sessions.model import Session
from linli.errors import Refusal

from . import csrf, people, sessions
from .exchange import PRIVATE, Ask, Reply
from .pages import account as account_page
from .pages import forms
from .proofs import methods, phones
from .refusals import Unproved

CLIENT = "linli-web"  # the client whose pages link here


def show(ask: Ask) -> Reply:
    session = sessions.kept(ask)
    return account_page.shown(ask, session) if session else forms.doors(ask, None)


def act(ask: Ask) -> Reply:
    if not csrf.holds(ask, ask.action, ask.field("csrf")):
        raise Unproved("form-not-yours")
    session = sessions.kept(ask)
    if session is None:
        return _proved(ask)
    match ask.field("method"):
        case "end":
            people.end_session(session.person, ask.field("session"))
        case "end-others":
            for other in _others(session):
                people.end_session(other.person, other.id)
        case "remove":
            people.remove_passkey(session.person, ask.field("passkey"))
    return _again(ask, ())


def leave(ask: Ask) -> Reply:
    """Sign out: ends this browser's session and its tokens."""
    if not csrf.holds(ask, ask.action, ask.field("csrf")):
        raise Unproved("form-not-yours")
    if session := sessions.kept(ask):
        people.end_session(session.person, session.id)
    return _again(ask, sessions.forget(ask))


def _proved(ask: Ask) -> Reply:
    try:
        if ask.field("method") == "phone":
            return forms.code(ask, phones.send(ask), "")
        _, cookies = sessions.begin(ask, CLIENT, methods.prove(ask, CLIENT))
    except Refusal as refusal:
        return forms.doors(ask, None, refusal=refusal)
    return _again(ask, cookies)


def _others(session: Session) -> list[Session]:
    return [one for one in people.sessions(session.person) if one.id != session.id]


def _again(ask: Ask, cookies: tuple[str, ...]) -> Reply:
    asked = f"?ui_locales={ask.language}" if ask.asked("ui_locales") else ""
    return Reply(303, "", PRIVATE | {"Location": ask.at("account") + asked}, cookies)
