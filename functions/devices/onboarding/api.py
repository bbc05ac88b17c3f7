"""Routes of makers, of what they signed, and of the claim certificates of their batches."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import Field

from functions.devices.known import NUMBERS
from functions.devices.routes import After, api
from linli import clock
from linli.api import IfMatch
from linli.auth import CallerNow
from linli.city import city
from linli.errors import Stale
from linli.model import Fact
from linli.places import Community
from linli.store import until_settled

from . import broker, manifest, proofs, store
from .model import (
    About,
    Batch,
    BatchId,
    Certificate,
    Claim,
    Maker,
    MakerCard,
    MakerId,
    Pem,
    Refusal,
)

WhichBatch = Annotated[BatchId, Path()]
WhichClaim = Annotated[Certificate, Path()]


class Makers(Fact):
    items: list[Maker]
    next: str | None


class Batches(Fact):
    items: list[Batch]
    next: str | None


class Claims(Fact):
    items: list[Claim]
    next: str | None


class Refusals(Fact):
    items: list[Refusal]
    next: str | None


class Upload(Fact):
    """A manifest, byte for byte as its maker signed it; `community` is where its refusals are
    handled, `hourly` how many of it may claim in an hour.
    """

    text: Annotated[str, Field(min_length=1, max_length=2_400_000)]
    signature: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{80,200}={0,2}$")]
    community: Community
    hourly: Annotated[int, Field(ge=1, le=100_000)] | None = None


class Asking(Fact):
    """A request (PKCS #10, PEM) of the maker's: the key stays with him."""

    csr: Pem


class Claimed(Fact):
    """What the units of a batch are delivered with, beside the key."""

    id: Certificate
    batch: BatchId
    pem: str


@api.get(
    "/v1/devices/makers", action="list_makers", summary="The makers whose units the city knows"
)
def list_makers(caller: CallerNow, after: After = "") -> Makers:
    caller.must(city().code)
    page = store.makers(after)
    return Makers(items=page.items, next=page.next)


@api.post(
    "/v1/devices/makers",
    action="keep_maker",
    status_code=201,
    summary="Believe what a maker signs with these keys",
)
def add_maker(card: MakerCard, caller: CallerNow) -> Maker:
    caller.must(city().code)
    _readable(card)
    return store.add_maker(Maker(**dict(card)), caller.digest(card))


@api.put("/v1/devices/makers/<maker_id>", action="keep_maker", summary="Revise a maker or its keys")
def revise_maker(
    maker_id: Annotated[MakerId, Path()], revision: About, version: IfMatch, caller: CallerNow
) -> Maker:
    caller.must(city().code)
    _readable(revision)

    def revise() -> Maker:
        before = store.maker(maker_id)
        if before.version != version:
            raise Stale(before, version)
        after = before.model_copy(update=dict(revision))
        return before if after == before else store.revise_maker(after)

    return until_settled(revise)


@api.get(
    "/v1/devices/batches", action="list_batches", summary="The batches whose manifest is known"
)
def list_batches(caller: CallerNow, after: After = "") -> Batches:
    caller.must(city().code)
    page = store.batches(after)
    return Batches(items=page.items, next=page.next)


@api.post(
    "/v1/devices/batches",
    action="add_batch",
    status_code=201,
    summary="Take a maker's signed manifest: its serials may claim where they are waited for",
)
def add_batch(upload: Upload, caller: CallerNow) -> Batch:
    caller.must(city().code)
    read = manifest.read(upload.text)
    key = manifest.signed(upload.text, upload.signature, store.maker(read.maker), proofs.verified)
    batch = Batch(
        id=read.id,
        maker=read.maker,
        key=key.id,
        issued=read.issued,
        community=upload.community,
        hourly=upload.hourly or int(NUMBERS["claims-in-an-hour"].value),
        serials=len(read.kinds),
        kinds=read.counted(),
        starts=read.starts(),
        added_at=clock.now(city().code),
        by=caller.id,
    )
    return store.add_batch(batch, read, caller.digest(upload))


@api.get(
    "/v1/devices/batches/<batch_id>/claims",
    action="list_batches",
    summary="The claim certificates of a batch",
)
def list_claims(batch_id: WhichBatch, caller: CallerNow, after: After = "") -> Claims:
    caller.must(city().code)
    page = store.claims(store.batch(batch_id).id, after)
    return Claims(items=page.items, next=page.next)


@api.post(
    "/v1/devices/batches/<batch_id>/claims",
    action="give_claim",
    status_code=201,
    summary="Give the units of a batch a certificate that can do nothing but ask for their own",
)
def give_claim(batch_id: WhichBatch, asking: Asking, caller: CallerNow) -> Claimed:
    """One that was begun and not kept is worth nothing."""
    caller.must(city().code)
    batch = store.batch(batch_id)
    certificate, pem = broker.certify(proofs.request_of(asking.csr))
    now = clock.now(city().code)
    store.save_claim(Claim(id=certificate, batch=batch.id, at=now, by=caller.id))
    broker.begin(certificate)
    return Claimed(id=certificate, batch=batch.id, pem=pem)


@api.post(
    "/v1/devices/claims/<certificate>/revocations",
    action="revoke_claim",
    status_code=201,
    summary="Let nobody claim by this certificate any more; what was claimed by it stays",
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
    summary="Serials that asked for a certificate and were refused, the latest first",
)
def list_refusals(caller: CallerNow, after: After = "") -> Refusals:
    caller.must(city().code)
    page = store.refusals(after)
    return Refusals(items=page.items, next=page.next)


def _readable(about: About) -> None:
    for key in about.public_keys:
        proofs.key_of(key.pem)
