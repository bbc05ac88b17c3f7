"""What devices publish on linli/<city>/devices/<community>/<device>/<channel>.

Of every kind that no other feature takes the messages of. Every message is kept.
"""

from collections.abc import Collection, Iterable
from datetime import timedelta

from linli.messages import Message
from linli.packs.taking import Ways
from linli.signals import Device
from linli.store import Write
from linli.telemetry import Listener

from .known import NUMBERS
from .register import store as register


def known(devices: Iterable[Device]) -> Collection[Device]:
    devices = list(devices)
    found = register.known(device.id for device in devices)
    return {
        device
        for device in devices
        if (one := found.get(device.id)) and register.heard(one, device.community)
    }


def calm(device: Device, messages: list[Message]) -> bool:
    return True


def alarmed(devices: Iterable[Device]) -> Collection[Device]:
    return ()


def take(device: Device, messages: list[Message]) -> list[Write]:
    register.device_in(device.community, device.id)
    return []


def settle(device: Device, messages: list[Message]) -> None:
    """Nothing hangs on what was measured."""


ways = Ways(
    channels={"alarm", "reading"},
    kept=timedelta(days=NUMBERS["readings-kept"].value),
    known=known,
    calm=calm,
    alarmed=alarmed,
    settle=settle,
)
handler = Listener({"alarm": (Message, take), "reading": (Message, take)}, ways).handler
