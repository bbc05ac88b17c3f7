"""The notice to a person whose guardian withdrew the consent to a device. Pure."""

from collections.abc import Iterator
from datetime import datetime

from events.notify import NoticeAsked
from functions.devices.register.model import Device
from linli.notices import asked


def told(device: Device, now: datetime) -> Iterator[NoticeAsked]:
    """None if the person withdrew. The kind of device is not named: the page shows it."""
    if device.agreed and device.withdrawn_by:
        about = f"device#{device.id}"
        yield asked(
            "devices.withdrawn-by-guardian",
            device.agreed.person,
            device.community,
            now,
            about,
            urgency="P3",
            about=about,
            to_person=True,
            device=device.id,
        )
