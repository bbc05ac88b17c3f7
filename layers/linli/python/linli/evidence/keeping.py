"""Photographs as evidence: offered, sent straight to the bucket, then cleaned and kept under their
own hash. Who may do it, and what each belongs to, its feature decides.
"""

import hashlib
from collections.abc import Callable

from linli.errors import Invalid
from linli.store import until_settled

from . import bucket
from .cleaning import cleaned
from .model import Kept, Offered, P, Photo, with_kept

SMALLEST, LARGEST = 100, 10_000_000  # bytes


def offer(photo: Photo) -> Offered:
    form = bucket.form(photo.place, photo.content_type, SMALLEST, LARGEST)
    return Offered(id=photo.id, upload=form)


def confirm(load: Callable[[], P], save: Callable[[P], P]) -> P:
    """As it is kept, however often it is confirmed: never other bytes than the first time."""

    def settle() -> P:
        before = load()
        return before if before.sha256 else save(with_kept(before, keep(before.place)))

    return until_settled(settle)


def keep(key: str) -> Kept:
    """The photograph that was sent for `key`; Invalid if there is none, or it is no photograph."""
    sent = bucket.sent(key)
    if sent is None:
        raise Invalid("nothing-sent")
    photo = cleaned(sent["Body"].read())
    digest = hashlib.sha256(photo).hexdigest()
    kept = Kept(f"kept/{key}-{digest[:16]}.jpg", digest, len(photo))  # never other bytes there
    how = {"Key": kept.key, "ContentType": "image/jpeg"}
    bucket.s3().put_object(Bucket=bucket.BUCKET, Body=photo, **how)
    return kept
