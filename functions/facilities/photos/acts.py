"""Deletes photographs that nothing uses, and those of forgotten reports."""

from datetime import UTC, datetime

from linli.evidence import bucket

from . import store


def delete(pk: str, _: str) -> None:
    """If it is due. First nobody may use it any more, and the row stays due until the object is
    gone, so that a crash leaves neither a use without a picture nor a picture without a row.
    """
    photo = store.by_key(pk)
    if photo.due is None or photo.due > datetime.now(UTC):
        return
    if photo.sha256:
        photo = store.save(photo.model_copy(update={"sha256": None}))
    if photo.key:
        bucket.delete(photo.key)
    store.deleted(photo)
