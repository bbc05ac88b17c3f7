"""A batch is given a claim certificate, once for each request."""

from functions.devices.keys import broker
from linli import clock
from linli.city import city
from linli.errors import Invalid
from linli.request import Request

from . import store
from .model import Batch, Claim, Giving


def give(batch: Batch, csr: str, by: str, request: Request) -> tuple[str, str]:
    """Its id and its text. What the broker made and nobody kept is worth nothing there."""
    known = store.giving(request.mark) or _given(batch, csr, by, request)
    if known.request != request.digest:
        raise Invalid("idempotency-key-reused", "/headers/idempotency-key")
    return known.claim, _begun(known.claim)


def _given(batch: Batch, csr: str, by: str, request: Request) -> Giving:
    """Whoever was quicker with the same request has given the one that counts."""
    certificate = broker.certify(csr)
    claim = Claim(id=certificate, batch=batch.id, at=clock.now(city().code), by=by)
    giving = Giving(id=request.mark, claim=certificate, request=request.digest)
    return store.give(giving, claim)


def _begun(certificate: str) -> str:
    """One that was revoked stays so, also if that was while it began."""
    if not store.known_claim(certificate).ended_at:
        broker.begin(certificate)
    if store.known_claim(certificate).ended_at:
        broker.end(certificate)
    return broker.text(certificate)
