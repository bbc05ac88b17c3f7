"""Messages of stations on linli/<city>/environment/<community>/<station>/reading, as JSON or HJ
212; and of cameras, radars and wearables on …/alarm, see sightings.

All messages are stored. Those on time and within limits are not folded: their hour is computed when
it has ended, see sweeper.py.
"""

from collections.abc import Collection, Iterable

from linli.messages import Message, Sample
from linli.packs.taking import Ways
from linli.signals import Device
from linli.store import Write
from linli.telemetry import Listener

from .known import NUMBERS
from .sightings.reports import taking
from .sightings.reports.messages import Seen
from .stations import store as stations
from .stations.model import Station
from .stations.packets import Packet
from .watching import acts
from .watching import store as watches


class Batch:
    """The stations of the present batch; `known` is called first, and its result used by `calm`."""

    def __init__(self) -> None:
        self.stations: dict[str, Station] = {}

    def known(self, devices: Iterable[Device]) -> Collection[Device]:
        devices = list(devices)
        self.stations = stations.known(device.id for device in devices)
        return {device for device in devices if self._is_there(device)}

    def wrong(self, device: Device, message: Message) -> str | None:
        other = isinstance(message, Packet) and message.kind != self.stations[device.id].kind
        return "of-another-kind" if other else None

    def calm(self, device: Device, messages: list[Message]) -> bool:
        return acts.is_calm(self.stations[device.id], _samples(messages))

    def _is_there(self, device: Device) -> bool:
        found = self.stations.get(device.id)
        return bool(found and found.community == device.community and found.state == "in_use")


def take(device: Device, messages: list[Message]) -> list[Write]:
    return acts.heard(stations.station_in(device.community, device.id), _samples(messages))


def settle(device: Device, messages: list[Message]) -> None:
    times = [at for message in messages for at in message.times()]
    acts.settle(stations.station_in(device.community, device.id), times)


def suspected(devices: Iterable[Device]) -> Collection[Device]:
    devices = list(devices)
    found = watches.suspected(device.id for device in devices)
    return {device for device in devices if device.id in found}


def _samples(messages: Iterable[Message]) -> list[Sample]:
    return [sample for message in messages for sample in message.samples]


batch = Batch()
ways = Ways(
    channels={"reading", "reading.packets"},
    kept=NUMBERS["readings-kept"].span,
    known=batch.known,
    calm=batch.calm,
    alarmed=suspected,
    settle=settle,
    wrong=batch.wrong,
)
handler = Listener(
    {
        "reading": (Message, take),
        "reading.packets": (Packet, take),
        "alarm": (Seen, taking.heard),
    },
    ways,
).handler
