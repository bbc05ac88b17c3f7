"""Storage of makers, batches and refusals. Keys are spelled in this file and nowhere else.

maker#<id>            maker           an accepted maker; all in one list
batch#<id>            batch           a manifest; all in one list
batch#<id>            serials#<n>     a page of its serials, in order
claim#<certificate>   claim           a claim certificate; listed by batch
giving#<request>      giving          the claim certificate issued for a request
refused#<batch>       <hour>          number of refusals in that hour; expires
refused#<batch>       <hour>#<serial>#<why>   a refusal; all in one list
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from linli.errors import Invalid, Refused
from linli.store import Page, Write, commit, create, find, listing, load, stored
from linli.table import utc

from .manifest import Manifest, page_of
from .model import Batch, Claim, Giving, Maker, Refusal, Serials, Tally

SHOWN = 50


def maker(maker_id: str) -> Maker:
    return load(_maker(maker_id), "maker", Maker)


def makers(after: str) -> Page[Maker]:
    return listing("makers", Maker, after=after, limit=SHOWN)


def add_maker(maker: Maker, request: str) -> Maker:
    try:
        return create(_of_maker(maker, request), model=Maker)
    except Invalid:
        raise Refused("maker-known") from None


def revise_maker(maker: Maker) -> Maker:
    commit(_of_maker(maker))
    return stored(maker)


def batch(batch_id: str) -> Batch:
    return load(_batch(batch_id), "batch", Batch)


def batches(after: str, maker_id: str = "", limit: int = SHOWN) -> Page[Batch]:
    starts = f"{maker_id}." if maker_id else ""
    return listing("batches", Batch, starts=starts, after=after, limit=limit)


def add_batch(batch: Batch, manifest: Manifest, request: str) -> Batch:
    """Stored with all serials or not at all. Refused if another manifest has its name."""
    pages = [
        Write(_batch(batch.id), f"serials#{number:03}", page)
        for number, page in enumerate(manifest.pages())
    ]
    listed = "batches", batch.id
    row = Write(_batch(batch.id), "batch", batch, listed=listed, request=request)
    try:
        return create(row, *pages, model=Batch)
    except Invalid:
        raise Refused("batch-known") from None


def kind_in(batch: Batch, serial: str) -> str | None:
    """The serial's kind, if the batch contains it."""
    number = page_of(batch.starts, serial)
    if number is None:
        return None
    return load(_batch(batch.id), f"serials#{number:03}", Serials).kinds.get(serial)


def claim(certificate: str) -> Claim | None:
    return find(_claim(certificate), "claim", Claim)


def known_claim(certificate: str) -> Claim:
    return load(_claim(certificate), "claim", Claim)


def claims(batch_id: str, after: str) -> Page[Claim]:
    return listing(f"claims#{batch_id}", Claim, after=after, limit=SHOWN)


def save_claim(claim: Claim) -> Claim:
    commit(_of_claim(claim))
    return stored(claim)


def giving(mark: str) -> Giving | None:
    return find(_giving(mark), "giving", Giving)


def give(giving: Giving, claim: Claim) -> Giving:
    """Idempotent: a repeated request gets the first result."""
    row = Write(_giving(giving.id), "giving", giving, request=giving.request)
    return create(row, _of_claim(claim), model=Giving)


def refusals(after: str) -> Page[Refusal]:
    return listing("refused", Refusal, after=after, limit=SHOWN, newest=True)


def refusal(batch_id: str, place: str) -> Refusal | None:
    return find(f"refused#{batch_id}", place, Refusal)


def tally(batch_id: str, hour: str) -> Tally:
    return find(f"refused#{batch_id}", hour, Tally) or Tally(batch=batch_id)


def counting(batch_id: str, hour: str, tally: Tally, kept: timedelta, now: datetime) -> Write:
    return Write(f"refused#{batch_id}", hour, tally, expires=now + kept)


def refusing(place: str, refusal: Refusal, kept: timedelta, now: datetime) -> Write:
    """Listed by time of the first refusal."""
    listed = "refused", f"{utc(refusal.first_at)}#{refusal.batch}#{refusal.serial}"
    return Write(f"refused#{refusal.batch}", place, refusal, listed=listed, expires=now + kept)


def save(writes: Iterable[Write]) -> None:
    commit(*writes)


def _of_maker(maker: Maker, request: str | None = None) -> Write:
    listed = "makers", maker.id
    return Write(_maker(maker.id), "maker", maker, listed=listed, request=request)


def _of_claim(claim: Claim) -> Write:
    listed = f"claims#{claim.batch}", f"{utc(claim.at)}#{claim.id}"
    return Write(_claim(claim.id), "claim", claim, listed=listed)


def _maker(maker_id: str) -> str:
    return f"maker#{maker_id}"


def _batch(batch_id: str) -> str:
    return f"batch#{batch_id}"


def _giving(mark: str) -> str:
    return f"giving#{mark}"


def _claim(certificate: str) -> str:
    return f"claim#{certificate}"
