"""Photos as evidence: sent straight to the bucket, then cleaned and kept under their own hash.

What was sent stays under `incoming/` until it is confirmed, or a day. A kept photo is made anew
from its pixels, so that the place it was taken, comments and whatever else rode along are gone.
"""

import hashlib
import io
from functools import cache
from typing import Any, NamedTuple

from botocore.config import Config
from botocore.exceptions import ClientError

from linli import aws, names
from linli.city import city
from linli.errors import Invalid

BUCKET = names.bucket(city().name, city().account)
LARGEST = 10_000_000  # bytes
VALID = 900  # seconds in which an address may be used
SIDE = 2_048  # pixels of the longer side that is kept
PIXELS = 16_000_000  # decoded whole, in a function of 512 MB
DRAFTED = 120_000_000  # of a JPEG, which is decoded at a fraction of its size
ABSENT = ("NoSuchKey", "404", "AccessDenied")  # S3 says the last to those who may not list
TYPES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


class Kept(NamedTuple):
    key: str
    sha256: str
    size: int


@cache
def s3() -> Any:
    """Version 4 and the region's own address: an encrypted bucket takes no other signature."""
    how = Config(signature_version="s3v4", s3={"addressing_style": "virtual"})
    return aws.client("s3", config=how)


def offer(key: str, content_type: str) -> dict[str, Any]:
    """Where and with which form fields to POST the photo."""
    if content_type not in TYPES:
        raise Invalid("not-a-photo", "/content_type")
    form: dict[str, Any] = s3().generate_presigned_post(
        BUCKET,
        f"incoming/{key}",
        Fields={"Content-Type": content_type},
        Conditions=[["content-length-range", 100, LARGEST], {"Content-Type": content_type}],
        ExpiresIn=VALID,
    )
    return form


def confirm(key: str) -> Kept:
    """Keep the photo that was sent for `key`; Invalid if there is none, or it is no photo."""
    try:
        sent = s3().get_object(Bucket=BUCKET, Key=f"incoming/{key}")["Body"].read()
    except ClientError as error:
        if error.response["Error"]["Code"] not in ABSENT:
            raise
        raise Invalid("nothing-sent") from None
    photo = cleaned(sent)
    digest = hashlib.sha256(photo).hexdigest()
    kept = Kept(f"kept/{key}-{digest[:16]}.jpg", digest, len(photo))  # never other bytes there
    s3().put_object(Bucket=BUCKET, Key=kept.key, Body=photo, ContentType="image/jpeg")
    return kept


def address(key: str) -> str:
    """Where a kept photo can be seen for the next minutes."""
    how = {"Bucket": BUCKET, "Key": key, "ResponseContentDisposition": "attachment"}
    return str(s3().generate_presigned_url("get_object", Params=how, ExpiresIn=VALID))


def cleaned(sent: bytes) -> bytes:
    """The picture alone, upright, as JPEG; Invalid if it is none or too large to open."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - only the one who confirms pays for it

    Image.MAX_IMAGE_PIXELS = DRAFTED // 2  # twice that is an error
    try:
        with Image.open(io.BytesIO(sent), formats=tuple(TYPES.values())) as opened:
            opened.draft("RGB", (SIDE, SIDE))
            if opened.width * opened.height > PIXELS:
                raise Invalid("too-large")
            opened.thumbnail((SIDE, SIDE))
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Invalid("not-a-photo") from None
    picture.info.clear()
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()
