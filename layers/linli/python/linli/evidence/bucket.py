"""The city's bucket of uploads. An upload stays under `incoming/` for a day at most."""

from functools import cache
from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError

from linli import aws, names
from linli.city import city

BUCKET = names.bucket(city().name, city().account)
VALID = 900  # seconds that a presigned URL is valid
ABSENT = ("NoSuchKey", "404", "AccessDenied")  # S3 answers the last to callers without ListBucket


@cache
def s3() -> Any:
    """Signature version 4 and the regional endpoint, which an encrypted bucket requires."""
    how = Config(signature_version="s3v4", s3={"addressing_style": "virtual"})
    return aws.client("s3", config=how)


def form(key: str, content_type: str, least: int, most: int) -> dict[str, Any]:
    """A presigned POST (URL and form fields) for an upload of `least` to `most` bytes."""
    made: dict[str, Any] = s3().generate_presigned_post(
        BUCKET,
        _incoming(key),
        Fields={"Content-Type": content_type},
        Conditions=[["content-length-range", least, most], {"Content-Type": content_type}],
        ExpiresIn=VALID,
    )
    return made


def sent(key: str) -> Any:
    """The response with the uploaded object; None if there is none (any more)."""
    try:
        return s3().get_object(Bucket=BUCKET, Key=_incoming(key))
    except ClientError as error:
        if error.response["Error"]["Code"] not in ABSENT:
            raise
        return None


def address(key: str) -> str:
    """A presigned URL to view a stored object, valid for minutes."""
    how = {"Bucket": BUCKET, "Key": key, "ResponseContentDisposition": "attachment"}
    return str(s3().generate_presigned_url("get_object", Params=how, ExpiresIn=VALID))


def delete(key: str) -> None:
    """Delete a stored object; no error if it is gone already."""
    s3().delete_object(Bucket=BUCKET, Key=key)


def _incoming(key: str) -> str:
    return f"incoming/{key}"
