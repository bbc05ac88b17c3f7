"""The uploaded file of an import, stored for a day at most."""

import hashlib
from typing import NamedTuple

from linli.errors import Invalid
from linli.evidence import bucket
from linli.evidence.model import Offered

from .sheet import Unreadable

LARGEST = 8_000_000  # bytes
TYPE = "text/csv"


class File(NamedTuple):
    data: bytes
    sha256: str


def offer(community: str, upload: str) -> Offered:
    return Offered(id=upload, upload=bucket.form(_key(community, upload), TYPE, 1, LARGEST))


def size(community: str, upload: str) -> int:
    """Size in bytes; Invalid if nothing was uploaded, or too much."""
    sent = bucket.sent(_key(community, upload))
    if sent is None:
        raise Invalid("nothing-sent", "/body/upload")
    sent["Body"].close()
    if sent["ContentLength"] > LARGEST:
        raise Invalid("file-too-large", "/body/upload")
    return int(sent["ContentLength"])


def fetch(community: str, upload: str) -> File:
    sent = bucket.sent(_key(community, upload))
    if sent is None:
        raise Unreadable("nothing-sent")
    if sent["ContentLength"] > LARGEST:
        raise Unreadable("file-too-large")
    data = sent["Body"].read()
    return File(data, hashlib.sha256(data).hexdigest())


def _key(community: str, upload: str) -> str:
    return f"facilities/imports/{community}/{upload}"
