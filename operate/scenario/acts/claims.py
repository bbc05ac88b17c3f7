"""Manufacturers, their manifests, and units that claim; the manufacturer is played here."""

import uuid
from base64 import b64encode
from typing import Any

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from linli import names
from operate.home import Home
from operate.scenario.claims import Claim, Manifest, Renew
from operate.scenario.scene import Failed, Scene

REFUSED = 403


def manifest(scene: Scene, step: Manifest) -> None:
    maker, key = f"maker-{uuid.uuid4().hex[:12]}", Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(
        form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo
    )
    card = {"id": maker, "name": maker, "public_keys": [{"id": "1", "pem": public.decode()}]}
    _told(scene, "/v1/devices/makers", card)
    rows = sorted((str(scene.fill(s)), str(scene.fill(k))) for s, k in step.serials.items())
    head = ["linli-manifest/1", f"maker={maker}", f"batch={step.manifest.replace('_', '-')}"]
    lines = [*head, "issued=2026-11-01", "serial,kind", *(",".join(row) for row in rows), ""]
    text = "\n".join(lines)
    signature = b64encode(key.sign(text.encode())).decode()
    upload: dict[str, Any] = {"text": text, "signature": signature}
    upload |= {"community": scene.cast.community} | ({"hourly": step.hourly} if step.hourly else {})
    batch = _told(scene, "/v1/devices/batches", upload)["id"]
    scene.know(step.manifest, batch)
    csr = _request(scene.world.home, batch)
    claim = _told(scene, f"/v1/devices/batches/{batch}/claims", {"csr": csr})
    scene.world.home.folder("claims", batch).joinpath("cert.pem").write_text(claim["pem"])
    scene.know(f"{step.manifest}_claim", claim["id"])


def claim(scene: Scene, step: Claim) -> None:
    batch, serial = scene.fill(f"${{{step.batch}}}"), scene.fill(step.claim)
    _ask(scene, step, f"/claims/{batch}/{serial}")


def renew(scene: Scene, step: Renew) -> None:
    _ask(scene, step, f"/devices/{scene.device(step.renew)}/renewals")


def _ask(scene: Scene, step: Claim | Renew, path: str) -> None:
    asked = {"template": names.resource(scene.world.city, "devices"), "wait": scene.limit(step)}
    try:
        about = scene.world.fleet("POST", path, asked)
    except httpx.HTTPStatusError as error:
        if step.refused and error.response.status_code == REFUSED:
            return
        raise Failed("the unit got no certificate", last=error.response.text) from None
    if step.refused:
        raise Failed("the unit got a certificate", last=about)
    if why := scene.amiss(step, about):
        raise Failed(why, last=about, wanted=scene.fill(step.answer))


def _told(scene: Scene, path: str, body: Any) -> Any:
    key = {"Idempotency-Key": uuid.uuid4().hex}
    said = scene.world.ask("POST", path, scene.world.operator, body, key)
    if said.status >= 300:
        raise Failed(f"the status is {said.status}", last=said.body)
    return said.body


def _request(home: Home, batch: str) -> str:
    """A certificate signing request with a key that stays with the batch's units."""
    key = generate_private_key(SECP256R1())
    file = home.folder("claims", batch) / "private.pem"
    file.touch(mode=0o600)
    file.write_bytes(
        key.private_bytes(
            form.Encoding.PEM, form.PrivateFormat.TraditionalOpenSSL, form.NoEncryption()
        )
    )
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, batch)])
    asked = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, SHA256())
    return asked.public_bytes(form.Encoding.PEM).decode()
