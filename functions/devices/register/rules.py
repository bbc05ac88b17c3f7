"""What people may say of a device. Pure."""

from datetime import datetime

from functions.devices.kinds.model import Kind
from linli.errors import Invalid, Refused, Stale

from .model import Card, Device, Entry, Particulars, Unit

FIELDS = tuple(Particulars.model_fields)


def registered(card: Card, kind: Kind) -> Device:
    """Refuse an id that says another kind, and a grid or a bearer that it cannot have."""
    device = Device(**dict(card), owner=kind.owner)
    return placed(device, kind)


def placed(device: Device, kind: Kind) -> Device:
    if device.id[0].isalpha() and not device.id.startswith(f"{kind.prefix}-"):
        raise Invalid("prefix-of-another-kind", "/body/id")
    if device.grid and not device.grid.startswith(device.community):
        raise Invalid("grid-elsewhere", "/body/grid")
    if device.bearer and device.bearer not in kind.bearers:
        raise Invalid("bearer-not-of-its-kind", "/body/bearer")
    if device.gateway == device.id:
        raise Invalid("gateway-is-itself", "/body/gateway")
    return device


def revise(device: Device, revision: Particulars, kind: Kind, version: int) -> Device:
    """Stale if the edit was made on another version; what is retired stays as it was."""
    if device.version != version:
        raise Stale(device, version)
    living(device)
    return placed(
        device.model_copy(update={name: getattr(revision, name) for name in FIELDS}), kind
    )


def ended(device: Device, version: int) -> Device:
    """Retired for good; said before, it changes nothing."""
    if device.state == "retired":
        return device
    if device.version != version:
        raise Stale(device, version)
    return device.model_copy(update={"state": "retired", "certificate": None})


def living(device: Device) -> Device:
    if device.state == "retired":
        raise Refused("device-retired")
    return device


def unmountable(unit: Unit | None, device_id: str) -> str | None:
    """Why a unit may not be mounted there. One that was revoked may be in others' hands: it would
    claim again by what all of its batch hold.
    """
    if unit is None or unit.state == "ended":
        return None
    if unit.state == "barred":
        return "unit-revoked"
    return "serial-elsewhere" if unit.device_id != device_id else None


def changes(before: Device, after: Device) -> dict[str, str]:
    """Each particular that is another now, as text."""
    return {
        name: f"{_text(getattr(before, name))} → {_text(getattr(after, name))}"
        for name in FIELDS
        if getattr(before, name) != getattr(after, name)
    }


def line(
    what: str,
    at: datetime,
    by: str | None = None,
    reason: str | None = None,
    **detail: str,
) -> Entry:
    return Entry(what=what, at=at, by=by, reason=reason, detail=detail)


def _text(value: object) -> str:
    from_model = getattr(value, "model_dump_json", None)
    return from_model() if from_model else "" if value is None else str(value)
