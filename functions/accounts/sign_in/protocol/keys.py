"""The issuer's signing keys in KMS: one signs; the keys with adjacent numbers are published too.

Verifiers may cache the list for two hours. So a key is created and published a day before the
city's file makes it the signing one; the former one stays published until its tokens have expired.
"""

import base64
import hashlib
import time
from dataclasses import dataclass

from botocore.exceptions import ClientError
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from linli import aws, names
from linli.city import city

FRESH = 600.0  # seconds of caching; a new adjacent key is published by then
SIGNED = {"SigningAlgorithm": "RSASSA_PKCS1_V1_5_SHA_256", "MessageType": "RAW"}

ABSENT = ("NotFoundException", "AccessDeniedException")  # the latter by a laptop's engine


@dataclass(frozen=True)
class Key:
    number: int
    public: bytes  # DER

    @property
    def kid(self) -> str:
        return f"{self.number}.{base64url(hashlib.sha256(self.public).digest()[:12])}"

    def jwk(self) -> dict[str, str]:
        key = load_der_public_key(self.public)
        if not isinstance(key, RSAPublicKey):
            raise TypeError(f"the key {self.number} is not RSA")
        numbers = key.public_numbers()
        known = {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.kid}
        return known | {"n": _number(numbers.n), "e": _number(numbers.e)}


_read: dict[int, tuple[float, Key | None]] = {}


def signing() -> Key:
    key = _key(city().sign_in_key)
    if key is None:
        raise LookupError("the key that signs does not exist")
    return key


def listed() -> dict[str, list[dict[str, str]]]:
    """The JSON Web Key Set: former, present and next key."""
    present = city().sign_in_key
    keys = map(_key, range(max(1, present - 1), present + 2))
    return {"keys": [key.jwk() for key in keys if key]}


def signed(key: Key, text: str) -> str:
    """The base64url signature of a text of at most 4,096 characters."""
    alias = names.sign_in_key(city().name, key.number)
    said = aws.client("kms").sign(KeyId=alias, Message=text.encode(), **SIGNED)
    return base64url(said["Signature"])


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _key(number: int) -> Key | None:
    now = time.monotonic()
    if number not in _read or _read[number][0] < now:
        _read[number] = now + FRESH, _asked(number)
    return _read[number][1]


def _asked(number: int) -> Key | None:
    try:
        alias = names.sign_in_key(city().name, number)
        return Key(number, aws.client("kms").get_public_key(KeyId=alias)["PublicKey"])
    except ClientError as error:
        if error.response["Error"]["Code"] not in ABSENT:
            raise
        return None


def _number(value: int) -> str:
    return base64url(value.to_bytes((value.bit_length() + 7) // 8, "big"))
