"""Facts that the devices feature makes known."""

from typing import ClassVar

from events import Event


class DeviceEvent(Event):
    """`owner` is the feature that takes the device's messages."""

    feature: ClassVar[str] = "devices"
    device_id: str
    kind: str
    owner: str


class DeviceRegistered(DeviceEvent):
    """Somebody put a device into the register."""


class DeviceRetired(DeviceEvent):
    """It is in the register for its past alone, and is heard no more."""
