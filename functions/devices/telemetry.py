"""Messages of devices on linli/<city>/devices/<community>/<device>/<channel>.

For every kind whose messages no other feature stores. All plausible messages are stored; those
within the limits of their kind are not folded.
"""

from collections.abc import Collection, Iterable, Sequence

from linli import clock
from linli.alarms.inside import Inside
from linli.messages import Answer, Message, Sample
from linli.packs.bisection import Devices
from linli.packs.taking import Ways
from linli.points import Point, of
from linli.refusals import UNAGREED
from linli.signals import Device
from linli.store import Write
from linli.telemetry import Listener

from .commands import acts as commands
from .kinds import store as kinds
from .kinds.model import Kind
from .known import NUMBERS
from .readings import rules
from .register import bases
from .register import store as register
from .register.model import Device as Registered
from .twin import acts as twin
from .twin.model import Status
from .watching import acts

KINDS = 200  # kinds whose limits are cached
_limits: dict[tuple[str, int | None], Inside] = {}


class Batch:
    """The devices of the present batch and their kinds; `known` is called first."""

    def __init__(self) -> None:
        self.devices: dict[str, Registered] = {}
        self.kinds: dict[str, Kind] = {}

    def known(self, devices: Iterable[Device]) -> Collection[Device]:
        devices = list(devices)
        self.devices = register.known(device.id for device in devices)
        self.kinds = kinds.kinds(device.kind for device in self.devices.values())
        return {device for device in devices if self._is_there(device)}

    def strange(self, device: Device) -> str:
        found = self.devices.get(device.id)
        if found and found.agreed and not self._is_lawful(found):
            return UNAGREED
        return register.unheard(found)

    def wrong(self, device: Device, message: Message) -> str | None:
        return rules.impossible(self.kind(device), message.samples)

    def calm(self, device: Device, messages: list[Message]) -> bool:
        kind = self.kind(device)
        return not kind.rules or _inside(kind)(_samples(messages))

    def stirred(self, devices: Devices) -> Collection[Device]:
        """Devices with calm messages that matter: an open alarm, or an absence that ends."""
        sent = {
            device: [point for one in told for point in of(one.sent)]  # type: ignore[arg-type]
            for device, told in devices.items()
        }
        by_id: dict[str, list[Point]] = {}
        for device, points in sent.items():
            by_id.setdefault(device.id, []).extend(points)
        found = acts.stirred({one.id: (self.kind(one), by_id[one.id]) for one in sent})
        return {device for device in devices if device.id in found}

    def kind(self, device: Device) -> Kind:
        return self.kinds[self.devices[device.id].kind]

    def _is_there(self, device: Device) -> bool:
        found = self.devices.get(device.id)
        if found is None or found.kind not in self.kinds or found.owner != "devices":
            return False
        return self._is_lawful(found) and register.heard(found, device.community)

    def _is_lawful(self, device: Registered) -> bool:
        """Its kind may have become personal or sensitive after it was registered."""
        kind = self.kinds.get(device.kind)
        if kind is None or not kind.personal:
            return True
        return bases.heard(device.agreed, kind, clock.now(device.community))


def take(device: Device, messages: list[Message]) -> list[Write]:
    found = register.device_in(device.community, device.id)
    points = [point for message in messages for point in of(message)]
    return acts.heard(found, kinds.kind(found.kind), points)


def take_answers(device: Device, answers: list[Answer]) -> list[Write]:
    return commands.heard(register.device_in(device.community, device.id), answers)


def take_statuses(device: Device, statuses: list[Status]) -> list[Write]:
    return twin.heard(register.device_in(device.community, device.id), statuses)


def settle(device: Device, messages: list[Message]) -> None:
    found = register.device_in(device.community, device.id)
    since = min(at for message in messages for at in message.times())
    acts.settle(found, kinds.kind(found.kind), since)


def _samples(messages: Sequence[Message]) -> Iterable[Sample]:
    return (sample for message in messages for sample in message.samples)


def _inside(kind: Kind) -> Inside:
    """Cached per revision of a kind."""
    if len(_limits) > KINDS:
        _limits.clear()
    name = kind.id, kind.version
    if name not in _limits:
        _limits[name] = Inside(kind.rules)
    return _limits[name]


batch = Batch()
ways = Ways(
    channels={"alarm", "reading"},
    kept=NUMBERS["readings-kept"].span,
    known=batch.known,
    strange=batch.strange,
    wrong=batch.wrong,
    calm=batch.calm,
    alarmed=batch.stirred,
    settle=settle,
)
handler = Listener(
    {
        "alarm": (Message, take),
        "reading": (Message, take),
        "state": (Answer, take_answers),
        "state.status": (Status, take_statuses),
    },
    ways,
).handler
