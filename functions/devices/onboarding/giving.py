"""Issues a claim certificate for a batch, once per request."""

from functions.devices.keys import broker
from linli import clock
from linli.city import city
from linli.errors import Invalid
from linli.request import Request

from . import store
from .model import Batch, Claim, Giving


def give(batch: Batch, csr: str, by: str, request: Request) -> tuple[str, str]:
    """Id and PEM. A certificate that was created but not recorded stays inactive."""
    known = store.giving(request.mark) or _given(batch, csr, by, request)
    if known.request != request.digest:
        raise Invalid("idempotency-key-reused", "/headers/idempotency-key")
    return known.claim, _begun(known.claim)


def _given(batch: Batch, csr: str, by: str, request: Request) -> Giving:
    """The first of concurrent requests with the same key wins."""
    certificate = broker.certify(csr)
    claim = Claim(id=certificate, batch=batch.id, at=clock.now(city().code), by=by)
    giving = Giving(id=request.mark, claim=certificate, request=request.digest)
    return store.give(giving, claim)


def _begun(certificate: str) -> str:
    """A certificate that was revoked stays revoked, even if that happened during its activation."""
    if not store.known_claim(certificate).ended_at:
        broker.begin(certificate)
    if store.known_claim(certificate).ended_at:
        broker.end(certificate)
    return broker.text(certificate)
