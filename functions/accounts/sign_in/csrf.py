"""That a form is the one this browser was given, for just this action.

The browser keeps a random word in a cookie that no other site reads; the form carries a digest of
the word and the action, which who has not the word cannot make.
"""

import hmac
import secrets

from .exchange import Ask

COOKIE = "linli-browser"
AGE = 24 * 3600


def given(ask: Ask) -> tuple[str, tuple[str, ...]]:
    """The browser's word, and the cookies that keep it, if it is new."""
    if word := ask.cookie(COOKIE):
        return word, ()
    word = secrets.token_urlsafe(24)
    return word, (ask.keeping(COOKIE, word, AGE),)


def proof(word: str, action: str) -> str:
    return hmac.digest(word.encode(), action.encode(), "sha256").hex()


def holds(ask: Ask, action: str, shown: object) -> bool:
    word = ask.cookie(COOKIE)
    return bool(word) and hmac.compare_digest(str(shown).encode(), proof(word, action).encode())
