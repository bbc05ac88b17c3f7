"""CSRF protection: a form is bound to the browser that it was given to, and to one action.

The browser has a random word in a cookie that no other site can read; the form contains a digest of
the word and the action, which cannot be made without the word.
"""

import hmac
import secrets

from .exchange import Ask

COOKIE = "linli-browser"
AGE = 24 * 3600


def given(ask: Ask) -> tuple[str, tuple[str, ...]]:
    """The browser's word, and the cookie to set if it is new."""
    if word := ask.cookie(COOKIE):
        return word, ()
    word = secrets.token_urlsafe(24)
    return word, (ask.keeping(COOKIE, word, AGE),)


def proof(word: str, action: str) -> str:
    return hmac.digest(word.encode(), action.encode(), "sha256").hex()


def holds(ask: Ask, action: str, shown: object) -> bool:
    word = ask.cookie(COOKIE)
    return bool(word) and hmac.compare_digest(str(shown).encode(), proof(word, action).encode())
