"""The city's bucket. What was sent stays under `incoming/`, a day at most."""

from functools import cache
from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError

from linli import aws, names
from linli.city import city

BUCKET = names.bucket(city().name, city().account)
VALID = 900  # seconds in which an address may be used
ABSENT = ("NoSuchKey", "404", "AccessDenied")  # S3 says the last to those who may not list


@cache
def s3() -> Any:
    """Version 4 and the region's own address: an encrypted bucket takes no other signature."""
    how = Config(signature_version="s3v4", s3={"addressing_style": "virtual"})
    return aws.client("s3", config=how)


def form(key: str, content_type: str, least: int, most: int) -> dict[str, Any]:
    """Where and with which form fields to POST so many bytes."""
    made: dict[str, Any] = s3().generate_presigned_post(
        BUCKET,
        _incoming(key),
        Fields={"Content-Type": content_type},
        Conditions=[["content-length-range", least, most], {"Content-Type": content_type}],
        ExpiresIn=VALID,
    )
    return made


def sent(key: str) -> Any:
    """The answer that holds what was sent; None if nothing was, or it is gone."""
    try:
        return s3().get_object(Bucket=BUCKET, Key=_incoming(key))
    except ClientError as error:
        if error.response["Error"]["Code"] not in ABSENT:
            raise
        return None


def address(key: str) -> str:
    """Where something kept can be seen for the next minutes."""
    how = {"Bucket": BUCKET, "Key": key, "ResponseContentDisposition": "attachment"}
    return str(s3().generate_presigned_url("get_object", Params=how, ExpiresIn=VALID))


def _incoming(key: str) -> str:
    return f"incoming/{key}"
