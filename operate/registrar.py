"""Synchronizes the broker's registry with a thing's card, and the thing's folder with both."""

from functools import cache
from pathlib import Path
from typing import Any

import httpx
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from linli import device_policy
from operate.failure import Failure
from operate.fleet.card import Card
from operate.home import Home

LONGEST = 60  # seconds; the fleet itself waits up to 30 for the broker
CERTIFICATE, KEY = "cert.pem", "private.pem"


class Registrar:
    """Synchronizes the broker's registry with one card."""

    def __init__(self, home: Home, card: Card) -> None:
        self.home, self.card, self.iot = home, card, home.client("iot")
        self.folder = home.folder("devices", card.thing)
        self.arn = self._thing()

    def policy(self, name: str) -> device_policy.Policy:
        return device_policy.Policy(self.iot, name, prefix=self.arn.rpartition(":")[0])

    def settle(self, policies: list[str]) -> Card:
        certificate = self._certificate()
        attached = set(policies_of(self.iot, certificate))
        for policy in sorted(attached - set(policies)):
            self.iot.detach_policy(policyName=policy, target=certificate)
            device_policy.drop_unused(self.iot, policy)
        for policy in sorted(set(policies) - attached):
            self.iot.attach_policy(policyName=policy, target=certificate)
        card = self.card.model_copy(update={"certificate": id_of(certificate)})
        if known(self.home, card.thing) != card:
            card.write(self.folder)
        tell(self.home, "POST", f"/devices/{card.thing}/connect")
        return card

    def _thing(self) -> str:
        """Creating an identical thing again returns the existing one."""
        return str(self.iot.create_thing(thingName=self.card.thing)["thingArn"])

    def _certificate(self) -> str:
        kept = (self.folder / CERTIFICATE).exists() and (self.folder / KEY).exists()
        before = known(self.home, self.card.thing)
        for arn in certificates(self.iot, self.card.thing):
            if kept and before and id_of(arn) == before.certificate:
                return arn
            discard(self.iot, self.card.thing, arn)  # its key is lost
        key, request = signing_request(self.card.thing)
        made = self.iot.create_certificate_from_csr(
            certificateSigningRequest=request, setAsActive=True
        )
        _write(self.folder / CERTIFICATE, made["certificatePem"])
        _write(self.folder / KEY, key)
        arn = str(made["certificateArn"])
        self.iot.attach_thing_principal(
            thingName=self.card.thing, principal=arn, thingPrincipalType="EXCLUSIVE_THING"
        )
        return arn


def signing_request(thing: str) -> tuple[str, str]:
    """A new private key, which stays here, and the request for its certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, thing)])
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, SHA256())
    plain = Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    return key.private_bytes(*plain).decode(), request.public_bytes(Encoding.PEM).decode()


def known(home: Home, thing: str) -> Card | None:
    folder = home.path("devices", thing)
    return Card.read(folder) if (folder / "card.json").exists() else None


def certificates(iot: Any, thing: str) -> list[str]:
    try:
        return list(iot.list_thing_principals(thingName=thing)["principals"])
    except iot.exceptions.ResourceNotFoundException:
        return []


def discard(iot: Any, thing: str, certificate: str) -> list[str]:
    """Invalidates the certificate; returns the policies that were attached to it."""
    held = policies_of(iot, certificate)
    for policy in held:
        iot.detach_policy(policyName=policy, target=certificate)
    iot.detach_thing_principal(thingName=thing, principal=certificate)
    iot.update_certificate(certificateId=id_of(certificate), newStatus="INACTIVE")
    iot.delete_certificate(certificateId=id_of(certificate), forceDelete=True)
    return held


def policies_of(iot: Any, certificate: str) -> list[str]:
    held = iot.list_attached_policies(target=certificate)["policies"]
    return [policy["policyName"] for policy in held]


def id_of(certificate: str) -> str:
    return certificate.rpartition("/")[2]


def _write(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text)


@cache
def _http() -> httpx.Client:
    return httpx.Client(timeout=LONGEST, trust_env=False)


def tell(home: Home, method: str, path: str) -> None:
    """Informs the fleet if it runs; one that starts later reads the cards itself."""
    try:
        answer = _http().request(method, home.url("fleet") + path)
    except httpx.ConnectError:
        return
    except httpx.TransportError as error:
        raise Failure(f"the fleet does not answer ({method} {path}): {error}") from error
    if answer.is_error:
        raise Failure(f"the fleet refuses {method} {path}: {answer.text}")
