"""Routes of makers and their manifests."""

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

from . import manifest, proofs, store
from .model import About, Batch, Maker, MakerCard, MakerId

HOURLY = NUMBERS["claims-in-an-hour"].count


class Makers(Fact):
    items: list[Maker]
    next: str | None


class Batches(Fact):
    items: list[Batch]
    next: str | None


class Upload(Fact):
    """A manifest, byte for byte as signed; refusals are handled in `community`; `hourly` limits
    claims.
    """

    text: Annotated[str, Field(min_length=1, max_length=2_400_000)]
    signature: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{80,200}={0,2}$")]
    community: Community
    hourly: Annotated[int, Field(ge=1, le=100_000)] | None = None


@api.get("/v1/devices/makers", action="list_makers", summary="The registered makers")
def list_makers(caller: CallerNow, after: After = "") -> Makers:
    caller.must(city().code)
    page = store.makers(after)
    return Makers(items=page.items, next=page.next)


@api.post(
    "/v1/devices/makers",
    action="keep_maker",
    status_code=201,
    summary="Register a maker and the keys that sign its manifests",
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


@api.get("/v1/devices/batches", action="list_batches", summary="The batches with a manifest")
def list_batches(caller: CallerNow, after: After = "") -> Batches:
    caller.must(city().code)
    page = store.batches(after)
    return Batches(items=page.items, next=page.next)


@api.post(
    "/v1/devices/batches",
    action="add_batch",
    status_code=201,
    summary="Import a maker's signed manifest: its serials may claim where they are expected",
)
def add_batch(upload: Upload, caller: CallerNow) -> Batch:
    caller.must(city().code)
    read = manifest.read(upload.text)
    now = clock.now(city().code)
    key = manifest.signed(upload.text, upload.signature, store.maker(read.maker), proofs.verified)
    batch = Batch(
        id=read.id,
        maker=read.maker,
        key=key.id,
        issued=read.issued,
        community=upload.community,
        hourly=upload.hourly or HOURLY(now),
        serials=len(read.kinds),
        kinds=read.counted(),
        starts=read.starts(),
        added_at=now,
        by=caller.id,
    )
    return store.add_batch(batch, read, caller.digest(upload))


def _readable(about: About) -> None:
    for key in about.public_keys:
        proofs.key_of(key.pem)
