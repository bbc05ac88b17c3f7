"""Encryption of contact data such as phone numbers, with a keyed index to look them up.

Both keys derive from one data key, stored in the feature's own table encrypted by the city's KMS
key and decrypted once per worker. The index is keyed because a plain digest of a phone number can
be reversed by trying all numbers.
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

VERSION = "1"  # prefix of ciphertexts and indexes, so that keys can be rotated
ROW = "key#people", VERSION
NONCE = 12  # bytes, for AES-GCM


class Unreadable(ValueError):
    """Encrypted by other keys, or for another place."""


class Wrapped(Noun):
    key: str


class Keys(NamedTuple):
    finding: bytes
    sealing: bytes


def index(text: str) -> str:
    """A keyed digest: equal for equal texts, meaningless without the key."""
    digest = hmac.digest(_keys().finding, text.encode(), hashlib.sha256)
    return f"{VERSION}.{_text(digest)}"


def seal(text: str, place: str) -> str:
    """Encrypt; `place` is authenticated too, so that a copy in another person's row cannot
    be read.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - few need it

    nonce = os.urandom(NONCE)
    sealed = AESGCM(_keys().sealing).encrypt(nonce, text.encode(), _bound(place))
    return f"{VERSION}.{_text(nonce + sealed)}"


def open(sealed: str, place: str) -> str:  # noqa: A001 - read as seal.open
    """Decrypt; Unreadable if it is for another place or of other keys."""
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
    """Created at first use; if two workers race, the stored key is used by both."""
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
