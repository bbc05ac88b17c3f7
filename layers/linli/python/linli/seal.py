"""What a table may not hold in the clear: a phone and the like, sealed, and findable by an index.

The keys are one data key, kept in the feature's own table wrapped by the city's KMS key, and
unwrapped once by each worker. An unkeyed digest of a phone would be found by trying all phones.
"""

import base64
import hashlib
import hmac
import os
from contextlib import suppress
from functools import cache
from typing import NamedTuple

from linli import aws, names
from linli.city import city
from linli.errors import Conflict, NotFound
from linli.model import Noun
from linli.store import Write, commit, load

VERSION = "1"  # before what is sealed and what is indexed, for the day there is a second key
ROW = "key#people", VERSION
NONCE = 12  # bytes, as AES-GCM wants them


class Unreadable(ValueError):
    """Not sealed by these keys, or not for this place."""


class Wrapped(Noun):
    key: str


class Keys(NamedTuple):
    finding: bytes
    sealing: bytes


def index(text: str) -> str:
    """The same for the same text, and of no use to one who has no key."""
    digest = hmac.digest(_keys().finding, text.encode(), hashlib.sha256)
    return f"{VERSION}.{_text(digest)}"


def seal(text: str, place: str) -> str:
    """To be opened for just this place: copied to another person's row it says nothing."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - few need it

    nonce = os.urandom(NONCE)
    sealed = AESGCM(_keys().sealing).encrypt(nonce, text.encode(), _bound(place))
    return f"{VERSION}.{_text(nonce + sealed)}"


def open(sealed: str, place: str) -> str:  # noqa: A001 - read as seal.open
    """What was sealed; Unreadable if that was for another place or with other keys."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    version, _, text = sealed.partition(".")
    try:
        if version != VERSION:
            raise Unreadable
        kept = base64.urlsafe_b64decode(text)
        return AESGCM(_keys().sealing).decrypt(kept[:NONCE], kept[NONCE:], _bound(place)).decode()
    except (InvalidTag, ValueError):
        raise Unreadable from None


@cache
def _keys() -> Keys:
    try:
        wrapped = load(*ROW, Wrapped)
    except NotFound:
        wrapped = _first()
    blob = base64.b64decode(wrapped.key)
    known = aws.client("kms").decrypt(CiphertextBlob=blob, EncryptionContext=_context())
    return Keys(known["Plaintext"][:32], known["Plaintext"][32:])


def _first() -> Wrapped:
    """Two workers may be the first at once: the key that is written is everybody's."""
    made = aws.client("kms").generate_data_key_without_plaintext(
        KeyId=names.people_key(city().name), NumberOfBytes=64, EncryptionContext=_context()
    )
    with suppress(Conflict):
        commit(Write(*ROW, Wrapped(key=base64.b64encode(made["CiphertextBlob"]).decode())))
    return load(*ROW, Wrapped)


def _context() -> dict[str, str]:
    return {"city": city().name, "use": "people", "version": VERSION}


def _bound(place: str) -> bytes:
    return f"{city().name}|{place}|{VERSION}".encode()


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode()
