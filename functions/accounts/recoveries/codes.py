"""Codes that are handed to a person: kept as their digest, and the same for the same request."""

import base64

from linli import seal


def code(what: str, mark: str) -> str:
    """80 bits that nobody else can make; `mark` is what caller.derive makes of the request."""
    digest = base64.urlsafe_b64decode(seal.index(f"{what}|{mark}").partition(".")[2])
    return base64.b32encode(digest[:10]).decode().lower()
