"""Re-encodes a photograph from its pixels, which removes location, comments and all other
metadata.
"""

import io

from linli.errors import Invalid

SIDE = 2_048  # pixels of the longer side after scaling
PIXELS = 16_000_000  # decoded in full, which fits into 512 MB
DRAFTED = 120_000_000  # a JPEG can be decoded at reduced size
TYPES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


def cleaned(sent: bytes) -> bytes:
    """The image as an upright JPEG; Invalid if it is not an image or too large to decode."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - needed by the confirmation only

    Image.MAX_IMAGE_PIXELS = DRAFTED // 2  # Pillow raises above twice this
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
