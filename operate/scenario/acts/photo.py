"""Uploads: a photo as from a phone, with a location and a comment that must not be kept; or a
table.
"""

import io

from PIL import Image

from operate.scenario import table
from operate.scenario.scene import Failed, Scene, status_amiss
from operate.scenario.step import Photo


def upload(scene: Scene, step: Photo) -> None:
    """As the offer requires: first its form fields, then the file."""
    offer = scene.fill(step.upload)
    offer = offer.get("upload", offer)
    file = table.written(step.table, scene.fill(step.table.model_dump())) if step.table else _jpeg()
    if step.bytes is not None:
        file = file.ljust(step.bytes, b"\0")[: step.bytes]
    answer = scene.world.send(offer["url"], offer["fields"], file)
    if reason := status_amiss(step.status, answer):
        raise Failed(reason, last={"status": answer.status, "body": answer.body})


def _jpeg() -> bytes:
    picture = Image.new("RGB", (640, 480), (180, 170, 150))
    picture.paste((40, 40, 45), (200, 140, 440, 340))
    exif = Image.Exif()
    exif[0x010F] = "Phone"
    exif.get_ifd(0x8825).update({1: "N", 2: (37.0, 52.0, 14.1), 3: "E", 4: (112.0, 32.0, 56.0)})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"taken at home")
    return out.getvalue()
