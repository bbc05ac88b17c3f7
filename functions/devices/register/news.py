"""The notice that a device to which a guardian agreed has ended with that consent. Pure."""

from collections.abc import Iterator

from events.notify import NoticeAsked
from linli.notices import asked

from .model import Device


def lapsed(device: Device) -> Iterator[NoticeAsked]:
    """To the person, who may agree now if fourteen, and to the guardian. The kind of device is not
    named.
    """
    agreed = device.agreed
    if agreed is None or agreed.guardian is None:
        return
    about = f"device#{device.id}"
    for person in (agreed.person, agreed.guardian):
        yield asked(
            "devices.guardian-consent-ended",
            person,
            device.community,
            agreed.until,
            f"{about}#{agreed.until.isoformat()}",
            urgency="P3",
            about=about,
            to_person=True,
            device=device.id,
            at=agreed.until,
        )
