"""Ids that follow from their cause, so that a repeated cause makes nothing new. Pure."""

import hashlib


def derived(*cause: str) -> str:
    """As long as a ULID. A cause begins with a word for what it makes, where it may make several
    things.
    """
    return hashlib.sha256("\0".join(cause).encode()).hexdigest()[:26]
