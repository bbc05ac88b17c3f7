"""The pages of sign-in: methods, code, consent, and errors."""

from html import escape
from urllib.parse import urlsplit

from functions.accounts.sign_in import csrf
from functions.accounts.sign_in.exchange import Ask, Reply
from functions.accounts.sign_in.protocol.clients import KIOSK, Client
from functions.accounts.sign_in.refusals import Unproved
from functions.accounts.telephones.codes import MINUTES
from linli.errors import Refusal
from linli.scopes import NAMES, Scope

from .layout import alert, form, page, text
from .words import say

ANSWER = '<input type="hidden" name="challenge"><input type="hidden" name="answer">'


def doors(
    ask: Ask, client: Client | None, returns_to: str = "", refusal: Refusal | None = None
) -> Reply:
    """All methods of sign-in; without a client, for the page of one's own account."""
    if isinstance(refusal, Unproved) and refusal.challenge:
        return code(ask, refusal.challenge, returns_to, refusal)
    word, cookies = csrf.given(ask)
    kiosk = client is not None and client.client_id == KIOSK
    first = _card(ask, word) if kiosk else _passkey(ask, word)
    body = f"""{alert(_why(ask, refusal))}{_for(ask, client, returns_to)}
{first}{_phone(ask, word)}{"" if kiosk else _invitation(ask, word)}"""
    title, status = say(ask.language, "title"), _status(refusal)
    reply = page(ask, title, body, status=status, returns_to=returns_to, cookies=cookies)
    return reply.later(refusal)


def code(ask: Ask, challenge: str, returns_to: str, refusal: Unproved | None = None) -> Reply:
    word, cookies = csrf.given(ask)
    inside = f"""<label for="code">{text(ask, "code")}</label>
<p class="hint" id="code-hint">{text(ask, "code-sent", minutes=MINUTES)}</p>
<input id="code" name="code" class="code" inputmode="numeric" autocomplete="one-time-code"
 pattern="[0-9]{{6}}" maxlength="6" required autofocus aria-describedby="code-hint">
<input type="hidden" name="challenge" value="{escape(challenge)}">
<button class="main">{text(ask, "sign-in")}</button>"""
    again = f'<p><a href="{escape(ask.action)}">{text(ask, "code-again")}</a></p>'
    body = alert(_why(ask, refusal)) + form(ask, "code", inside, word=word) + again
    title = say(ask.language, "code-title")
    return page(ask, title, body, status=_status(refusal), returns_to=returns_to, cookies=cookies)


def consent(
    ask: Ask,
    client: Client,
    sid: str,
    scopes: list[Scope],
    returns_to: str,
    kept: tuple[str, ...],
) -> Reply:
    """The app, and each requested scope, to be deselected one by one. The form is bound to the
    session that authenticated for it.
    """
    assert client.app is not None  # noqa: S101 - the city's own programs need no consent
    word, cookies = csrf.given(ask)
    which = 0 if ask.language == "zh" else 1
    called = client.app.name.zh if which == 0 else client.app.name.en
    each = "".join(
        f'<li><label><input type="checkbox" name="scope" value="{scope}" checked>'
        f"<span>{escape(NAMES[scope][which])}</span></label></li>"
        for scope in scopes
    )
    asked = csrf.proof(word, consent_of(ask, sid))
    inside = f"""<input type="hidden" name="asked" value="{asked}">
<p>{text(ask, "consent-owner", owner=client.app.owner)}</p>
<fieldset><legend>{text(ask, "consent-asks")}</legend>
<ul class="plain"><li>{text(ask, "consent-openid")}</li>{each}</ul></fieldset>
<p class="hint">{text(ask, "consent-end")}</p>
<div class="pair"><button name="decision" value="deny">{text(ask, "deny")}</button>
<button class="main" name="decision" value="allow">{text(ask, "allow")}</button></div>"""
    body = form(ask, "consent", inside, word=word) + _for(ask, None, returns_to)
    title = say(ask.language, "consent-title", app=called)
    return page(ask, title, body, returns_to=returns_to, cookies=(*kept, *cookies))


def consent_of(ask: Ask, sid: str) -> str:
    """The action that a consent form is bound to: this request and session."""
    return f"{ask.action} {sid}"


def refused(ask: Ask, status: int, key: str, detail: str = "") -> Reply:
    """An error page, if there is no trusted redirect URI."""
    body = f"<p>{text(ask, key)}</p>"
    body += f"<p><code>{escape(detail)}</code></p>" if detail else ""
    return page(ask, say(ask.language, "refused"), body, status=status)


def _passkey(ask: Ask, word: str) -> str:
    """Shown by the script in browsers with passkeys."""
    return f"""<section data-passkey="sign" data-offers="{ask.at("passkeys/offers")}"
 data-csrf="{csrf.proof(word, "passkeys")}" hidden>
<button type="button" class="main">{text(ask, "passkey")}</button>
<p class="alert" role="alert" hidden>{text(ask, "passkey-failed")}</p>
{form(ask, "passkey", ANSWER, word=word)}
<p class="or">{text(ask, "or")}</p></section>"""


def _phone(ask: Ask, word: str) -> str:
    inside = f"""<label for="phone">{text(ask, "phone")}</label>
<input id="phone" name="phone" type="tel" inputmode="tel" autocomplete="tel" maxlength="20"
 required>
<button>{text(ask, "code-send")}</button>"""
    return form(ask, "phone", inside, word=word)


def _invitation(ask: Ask, word: str) -> str:
    """Prefilled from `login_hint`; submitted by the person nevertheless."""
    hint = escape(ask.asked("login_hint")[:100])
    inside = f"""<label for="invitation">{text(ask, "invitation")}</label>
<input id="invitation" name="invitation" autocomplete="off" maxlength="100" required
 value="{hint}">
<button>{text(ask, "sign-in")}</button>"""
    opened = form(ask, "invitation", inside, word=word)
    shown = " open" if hint else ""
    return f"<details{shown}><summary>{text(ask, 'invitation-have')}</summary>{opened}</details>"


def _card(ask: Ask, word: str) -> str:
    inside = f"""<label for="card">{text(ask, "card")}</label>
<input id="card" name="card" type="password" autocomplete="off" maxlength="100" required autofocus>
<button class="main">{text(ask, "sign-in")}</button>"""
    return form(ask, "card", inside, word=word) + f'<p class="or">{text(ask, "or")}</p>'


def _for(ask: Ask, client: Client | None, returns_to: str) -> str:
    if client and client.app:
        called = client.app.name.zh if ask.language == "zh" else client.app.name.en
        return f'<p class="for">{text(ask, "for-app", app=called)}</p>'
    host = urlsplit(returns_to).netloc
    return f'<p class="for">{text(ask, "returns", host=host)}</p>' if host else ""


def _why(ask: Ask, refusal: Refusal | None) -> str:
    return text(ask, refusal.code) if refusal else ""


def _status(refusal: Refusal | None) -> int:
    return refusal.status if refusal else 200
