"""Re-encodes a photograph from its pixels, which removes location, comments and all other
metadata.
"""

import io
from typing import TYPE_CHECKING, Any

from linli.errors import Invalid

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

SIDE = 2_048  # pixels of the longer side after scaling
PIXELS = 16_000_000  # decoded in full, which fits into 512 MB
DRAFTED = 120_000_000  # a JPEG can be decoded at reduced size
PROGRESSIVE = 40_000_000  # such a JPEG occupies up to 8 bytes per pixel at any size
ORIENTATION = 0x0112  # EXIF
TYPES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


def cleaned(sent: bytes) -> bytes:
    """The image as an upright JPEG; Invalid if it is not an image or too large to decode."""
    from PIL import Image  # noqa: PLC0415 - needed by the confirmation only

    Image.MAX_IMAGE_PIXELS = DRAFTED // 2  # Pillow raises above twice this
    try:
        with Image.open(io.BytesIO(sent), formats=tuple(TYPES.values())) as opened:
            if "progressive" in opened.info:
                _must_fit(opened, PROGRESSIVE)
            opened.draft("RGB", (SIDE, SIDE))
            _must_fit(opened, PIXELS)
            opened.thumbnail((SIDE, SIDE))
            picture = _upright(opened).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Invalid("not-a-photo") from None
    picture.info.clear()
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def _must_fit(picture: "Picture", pixels: int) -> None:
    if picture.width * picture.height > pixels:
        raise Invalid("too-large")


def _upright(picture: "Picture") -> "Picture":
    """Turned by its orientation alone: Pillow's own way writes all EXIF anew, which fails on some
    values that cameras and editors write.
    """
    from PIL.Image import Transpose  # noqa: PLC0415 - as above

    turns: dict[Any, Transpose] = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    turn = turns.get(picture.getexif().get(ORIENTATION))
    return picture if turn is None else picture.transpose(turn)
