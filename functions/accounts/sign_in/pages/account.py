"""The page of one's own account."""

from datetime import datetime
from html import escape

from functions.accounts.sessions.model import Passkey, Session
from functions.accounts.sign_in import csrf, people
from functions.accounts.sign_in.exchange import Ask, Reply
from linli.wall import CHINA

from .layout import form, page, text
from .words import say


def shown(ask: Ask, session: Session) -> Reply:
    word, cookies = csrf.given(ask)
    sessions = sorted(people.sessions(session.person), key=lambda one: one.began_at, reverse=True)
    listed = "".join(_session(ask, one, word, here=one.id == session.id) for one in sessions)
    body = f"""<p class="for">{escape(people.name(session.person))}</p>
<h2>{text(ask, "sessions")}</h2><ul class="things">{listed}</ul>
{_end_others(ask, word) if len(sessions) > 1 else ""}
{_passkeys(ask, people.passkeys(session.person), word)}
<div class="leave">{form(ask, "", _button(ask, "leave"), action=ask.at("end"), word=word)}</div>"""
    return page(ask, say(ask.language, "account"), body, cookies=cookies)


def _session(ask: Ask, one: Session, word: str, *, here: bool) -> str:
    agent = one.agent or say(ask.language, "session-unknown")
    by, began = text(ask, f"by-{one.method}"), text(ask, "session-began", at=_day(one.began_at))
    named = f"<div>{escape(agent)}<small>{by}<time>{began}</time></small></div>"
    if here:
        return f'<li>{named}<span class="mark">{text(ask, "session-here")}</span></li>'
    field = f'<input type="hidden" name="session" value="{escape(one.id)}">'
    label = text(ask, "session-end-which", what=f"{agent}, {_day(one.began_at)}")
    ends = form(ask, "end", field + _button(ask, "session-end", label), word=word)
    return f"<li>{named}{ends}</li>"


def _end_others(ask: Ask, word: str) -> str:
    return form(ask, "end-others", _button(ask, "sessions-end-others"), word=word)


def _passkeys(ask: Ask, passkeys: list[Passkey], word: str) -> str:
    listed = "".join(_passkey(ask, one, word) for one in passkeys)
    kept = f'<ul class="things">{listed}</ul>' if listed else f"<p>{text(ask, 'passkeys-none')}</p>"
    return f"""<h2>{text(ask, "passkeys")}</h2>
<p class="hint">{text(ask, "passkeys-what")}</p>{kept}
<section data-passkey="new" data-offers="{ask.at("passkeys/offers")}"
 data-adds="{ask.at("passkeys")}" data-csrf="{csrf.proof(word, "passkeys")}" hidden>
<button type="button" class="main">{text(ask, "passkey-add")}</button>
<p class="alert" role="alert" hidden>{text(ask, "passkey-not-added")}</p></section>"""


def _passkey(ask: Ask, one: Passkey, word: str) -> str:
    called = one.name or say(ask.language, "session-unknown")
    made = text(ask, "passkey-made", at=_day(one.made_at))
    field = f'<input type="hidden" name="passkey" value="{escape(one.id)}">'
    label = text(ask, "passkey-remove-which", what=f"{called}, {_day(one.made_at)}")
    removes = form(ask, "remove", field + _button(ask, "passkey-remove", label), word=word)
    return f"<li><div>{escape(called)}<small><time>{made}</time></small></div>{removes}</li>"


def _button(ask: Ask, key: str, label: str = "") -> str:
    named = f' aria-label="{label}"' if label else ""
    return f"<button{named}>{text(ask, key)}</button>"


def _day(at: datetime) -> str:
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"
