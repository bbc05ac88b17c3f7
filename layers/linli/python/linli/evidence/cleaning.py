"""A photograph made anew from its pixels, so that the place it was taken, comments and whatever
else rode along are gone.
"""

import io

from linli.errors import Invalid

SIDE = 2_048  # pixels of the longer side that is kept
PIXELS = 16_000_000  # decoded whole, in a function of 512 MB
DRAFTED = 120_000_000  # of a JPEG, which is decoded at a fraction of its size
TYPES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


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
