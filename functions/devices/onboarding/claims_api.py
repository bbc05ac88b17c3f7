"""Routes of a batch, its claim certificates, and refused claims."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from functions.devices.keys import broker
from functions.devices.keys.model import Certificate
from functions.devices.routes import After, api
from linli import clock, staff
from linli.api import IdempotencyKey
from linli.auth import CallerNow
from linli.city import city
from linli.model import Fact
from linli.store import until_settled

from . import giving, proofs, store
from .model import Batch, BatchId, Claim, Pem, Refusal

WhichBatch = Annotated[BatchId, Path()]
WhichClaim = Annotated[Certificate, Path()]


class OneBatch(Batch):
    names: dict[str, str]  # of staff, by their ids


class Claims(Fact):
    items: list[Claim]
    next: str | None
    names: dict[str, str]  # of staff, by their ids


class Refusals(Fact):
    items: list[Refusal]
    next: str | None


class Asking(Fact):
    """A certificate signing request (PKCS #10, PEM) of the maker, who keeps the key."""

    csr: Pem


class Claimed(Fact):
    """What a batch's units are delivered with, besides the key."""

    id: Certificate
    batch: BatchId
    pem: str


@api.get("/v1/devices/batches/<batch_id>", action="list_batches", summary="A batch")
def show_batch(batch_id: WhichBatch, caller: CallerNow) -> OneBatch:
    caller.must(city().code)
    batch = store.batch(batch_id)
    return OneBatch(**dict(batch), names=staff.names(city().code, [batch.by]))


@api.get(
    "/v1/devices/batches/<batch_id>/claims",
    action="list_batches",
    summary="The claim certificates of a batch",
)
def list_claims(batch_id: WhichBatch, caller: CallerNow, after: After = "") -> Claims:
    caller.must(city().code)
    page = store.claims(store.batch(batch_id).id, after)
    names = staff.names(city().code, (one.by for one in page.items))
    return Claims(items=page.items, next=page.next, names=names)


@api.post(
    "/v1/devices/batches/<batch_id>/claims",
    action="give_claim",
    status_code=201,
    summary="Issue a batch's claim certificate, which can only request the units' own certificates",
)
def give_claim(
    batch_id: WhichBatch, asking: Asking, key: IdempotencyKey, caller: CallerNow
) -> Claimed:
    """Idempotent."""
    caller.must(city().code)
    batch = store.batch(batch_id)
    request = caller.request(key, asking, batch_id)
    certificate, pem = giving.give(batch, proofs.request_of(asking.csr), caller.id, request)
    return Claimed(id=certificate, batch=batch.id, pem=pem)


@api.post(
    "/v1/devices/claims/<certificate>/revocations",
    action="revoke_claim",
    status_code=201,
    summary="Revoke a claim certificate; certificates claimed with it remain valid",
)
def revoke_claim(certificate: WhichClaim, caller: CallerNow) -> Claim:
    caller.must(city().code)

    def revoke() -> Claim:
        before = store.known_claim(certificate)
        if before.ended_at:
            return before
        ended = {"ended_at": clock.now(city().code)}
        return store.save_claim(before.model_copy(update=ended))

    after = until_settled(revoke)
    broker.end(certificate)
    return after


@api.get(
    "/v1/devices/refusals",
    action="list_refusals",
    summary="Serials whose claims were refused, latest first",
)
def list_refusals(caller: CallerNow, after: After = "") -> Refusals:
    caller.must(city().code)
    page = store.refusals(after)
    return Refusals(items=page.items, next=page.next)
