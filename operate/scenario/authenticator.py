"""A passkey device in software, for stories and tests: P-256, no attestation.

It takes the options of a page as the page's script would, and returns what the script would send.
"""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

Options = dict[str, Any]
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40  # flags in the authenticator data
UNNAMED = bytes(16)  # the AAGUID of a device that does not state its model


class AlreadyThere(Exception):
    """The device has a passkey that the site has listed for the person; a browser then creates no
    other.
    """


@dataclass
class Credential:
    id: bytes
    site: str
    user: str  # in base64url, as given by the site
    key: ec.EllipticCurvePrivateKey
    signs: int = 0


@dataclass
class Authenticator:
    """`verifies`: whether it checks a finger or a face, as it should. `counts`: whether it counts
    its signatures; a passkey that is synchronized between devices does not.
    """

    verifies: bool = True
    counts: bool = True
    credentials: list[Credential] = field(default_factory=list)

    def make(self, options: Options, origin: str) -> Options:
        """A new credential, as the answer of navigator.credentials.create()."""
        excluded = {one["id"] for one in options.get("excludeCredentials") or ()}
        if any(_text(one.id) in excluded for one in self.credentials):
            raise AlreadyThere
        key = ec.generate_private_key(ec.SECP256R1())
        made = Credential(secrets.token_bytes(16), options["rp"]["id"], options["user"]["id"], key)
        self.credentials.append(made)
        attested = UNNAMED + len(made.id).to_bytes(2, "big") + made.id + _public(key)
        data = self._data(made, ATTESTED) + attested
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = _client("webauthn.create", options["challenge"], origin)
        return _answer(made, {"clientDataJSON": client, "attestationObject": attestation})

    def sign(self, options: Options, origin: str) -> Options:
        """By its newest credential for the site, as the answer of navigator.credentials.get()."""
        used = next(one for one in reversed(self.credentials) if one.site == options["rpId"])
        used.signs += self.counts
        data, client = self._data(used), _client("webauthn.get", options["challenge"], origin)
        signed = used.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        said = {"clientDataJSON": client, "authenticatorData": data, "signature": signed}
        return _answer(used, said | {"userHandle": _bytes(used.user)})

    def _data(self, used: Credential, more: int = 0) -> bytes:
        flags = PRESENT | more | (VERIFIED if self.verifies else 0)
        site = hashlib.sha256(used.site.encode()).digest()
        return site + bytes([flags]) + used.signs.to_bytes(4, "big")


def _client(kind: str, challenge: str, origin: str) -> bytes:
    said = {"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}
    return json.dumps(said).encode()


def _public(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public key in COSE format (RFC 9053 §7.1.1)."""
    point = key.public_key().public_numbers()
    x, y = point.x.to_bytes(32, "big"), point.y.to_bytes(32, "big")
    return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})


def _answer(used: Credential, said: dict[str, bytes]) -> Options:
    credential = _text(used.id)
    response = {name: _text(value) for name, value in said.items()}
    return {"id": credential, "rawId": credential, "type": "public-key", "response": response}


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
