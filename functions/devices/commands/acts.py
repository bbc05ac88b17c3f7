"""Commands are stored first, then published, and republished until answered or expired."""

from datetime import datetime

from functions.devices.kinds import store as kinds
from functions.devices.known import NUMBERS
from functions.devices.register import rules as register
from functions.devices.register import store as devices
from functions.devices.register.model import Device, Entry
from linli import clock, leases, mqtt, names
from linli.city import city
from linli.errors import NotFound
from linli.messages import Answer
from linli.observe import logger
from linli.request import Request
from linli.store import Write, until_settled

from . import rules, store
from .model import Command, Lease, Order

AGAIN = NUMBERS["command-again"].span


def order(device: Device, asked: Order, by: str, request: Request) -> Command:
    """Idempotent: a repeated request gets the command as it is now."""
    now = clock.now(device.community)
    if known := store.ordered_before(request):
        return known

    def settle() -> Command:
        lease = store.lease(device.id)
        decided = rules.order(device, kinds.kind(device.kind), asked, lease, by, now)
        command = rules.sent(decided.model_copy(update={"id": request.mark}), now, AGAIN(now))
        return store.order(device, command, lease, _line(command, now, by), request.digest)

    kept = until_settled(settle)
    if kept.stage == "sent":
        send(kept)
    return kept


def send(command: Command) -> None:
    """Publish; a failure is retried when the command is due again."""
    topic = names.command(city().name, "devices", command.community, command.device_id)
    try:
        mqtt.publish(topic, _in_real_time(command))
    except Exception:  # noqa: BLE001 - republished by the sweeper
        logger.exception("a command was not sent", command=command.id)


def look(pk: str, _: str) -> None:
    command = store.command(pk.partition("#")[2])
    device, now = devices.device(command.device_id), clock.now(command.community)
    may = _may_drive(device, command, now)

    def ended(command: Command) -> Entry | None:
        return _line(command, now) if command.stage == "expired" else None

    after, changed = store.change(
        device,
        command.id,
        lambda before: rules.late(before, now, AGAIN(before.asked_at), may=may),
        ended,
    )
    if changed and after.stage == "sent":
        send(after)


def cancel(device: Device, command: Command, by: str) -> Command:
    now = clock.now(command.community)
    return store.change(
        device,
        command.id,
        lambda before: rules.cancel(before, by, now),
        lambda after: _line(after, now, by),
    )[0]


def heard(device: Device, answers: list[Answer]) -> list[Write]:
    """Writes to commit with the device's progress; an answer to an unknown command is only noted.
    A command that was sent again is answered again, and of these answers the first counts.
    """
    writes: list[Write] = []
    first = {answer.command: answer for answer in reversed(answers)}
    for answer in reversed(first.values()):
        try:
            before = store.command(answer.command)
        except NotFound:
            before = None
        if before is None or before.device_id != device.id:
            logger.warning("an answer to no command", device=device.id)
            continue
        after = rules.answered(before, answer, clock.now(before.community))
        if after != before:
            line = _line(after, answer.at)
            writes += [store.writing(device, after), devices.note(device, line)]
    return writes


def take(device: Device, who: str, minutes: int) -> Lease:
    now = clock.now(device.community)
    return store.change_lease(
        device,
        lambda before: leases.taken(before or _free(device), who, minutes, now),
        lambda after: register.line("leased", now, who, until=_text(after.until)),
    )


def give_back(device: Device, by: str, reason: str | None = None, *, broken: bool) -> Lease:
    now = clock.now(device.community)

    def decide(before: Lease | None) -> Lease:
        return leases.given_back(before or _free(device), None if broken else by)

    what = "lease-broken" if broken else "lease-given-back"
    return store.change_lease(device, decide, lambda _: register.line(what, now, by, reason))


def _may_drive(device: Device, command: Command, now: datetime) -> bool:
    kind = kinds.kind(device.kind)
    return not kind.leased or leases.holds(store.lease(device.id), command.by, now)


def _free(device: Device) -> Lease:
    return Lease(device_id=device.id, community=device.community)


def _line(command: Command, at: datetime, by: str | None = None) -> Entry:
    what = f"command-{command.stage}"
    return register.line(what, at, by, command=command.command, id=command.id)


def _in_real_time(command: Command) -> dict[str, object]:
    """A device's clock is real time, without a laptop's offsets."""
    real = clock.real(command.expires_at, command.community)
    return rules.payload(command) | {"expires": real.isoformat()}


def _text(at: datetime | None) -> str:
    return at.isoformat() if at else ""
