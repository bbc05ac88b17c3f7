"""Photographs as evidence: upload offered, sent to the bucket, then cleaned and stored under their
own hash. The feature decides who may do so and what a photograph belongs to.
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
    """Clean and store the uploaded photograph. Idempotent: a repeat never stores other bytes."""

    def settle() -> P:
        before = load()
        return before if before.sha256 else save(with_kept(before, keep(before.place)))

    return until_settled(settle)


def keep(key: str) -> Kept:
    """Store the photograph uploaded for `key`; Invalid if there is none or it is not an image."""
    sent = bucket.sent(key)
    if sent is None:
        raise Invalid("nothing-sent")
    photo = cleaned(sent["Body"].read())
    digest = hashlib.sha256(photo).hexdigest()
    kept = Kept(f"kept/{key}-{digest[:16]}.jpg", digest, len(photo))  # content-addressed
    how = {"Key": kept.key, "ContentType": "image/jpeg"}
    bucket.s3().put_object(Bucket=bucket.BUCKET, Body=photo, **how)
    return kept
