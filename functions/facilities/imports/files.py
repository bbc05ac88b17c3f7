"""The file of an import: sent straight to the bucket, and there for a day at most."""

import hashlib
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

from linli.errors import Invalid
from linli.evidence import ABSENT, BUCKET, VALID, s3

from .sheet import Unreadable

LARGEST = 8_000_000  # bytes
TYPE = "text/csv"


class File(NamedTuple):
    data: bytes
    sha256: str


def offer(community: str, upload: str) -> dict[str, Any]:
    """Where and with which form fields to POST the file."""
    form: dict[str, Any] = s3().generate_presigned_post(
        BUCKET,
        _key(community, upload),
        Fields={"Content-Type": TYPE},
        Conditions=[["content-length-range", 1, LARGEST], {"Content-Type": TYPE}],
        ExpiresIn=VALID,
    )
    return form


def size(community: str, upload: str) -> int:
    """Invalid if nothing was sent, or too much."""
    sent = _sent(community, upload)
    if sent is None:
        raise Invalid("nothing-sent", "/body/upload")
    sent["Body"].close()
    if sent["ContentLength"] > LARGEST:
        raise Invalid("file-too-large", "/body/upload")
    return int(sent["ContentLength"])


def fetch(community: str, upload: str) -> File:
    sent = _sent(community, upload)
    if sent is None:
        raise Unreadable("nothing-sent")
    if sent["ContentLength"] > LARGEST:
        raise Unreadable("file-too-large")
    data = sent["Body"].read()
    return File(data, hashlib.sha256(data).hexdigest())


def _sent(community: str, upload: str) -> Any:
    try:
        return s3().get_object(Bucket=BUCKET, Key=_key(community, upload))
    except ClientError as error:
        if error.response["Error"]["Code"] not in ABSENT:
            raise
        return None


def _key(community: str, upload: str) -> str:
    return f"incoming/facilities/imports/{community}/{upload}"
