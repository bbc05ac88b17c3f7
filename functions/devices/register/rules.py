"""Validation of device data. Pure."""

from datetime import datetime, timedelta

from functions.devices.kinds.model import Kind
from linli.errors import Invalid, Refused, Stale

from . import bases
from .model import Agreed, Card, Device, Entry, Particulars, Unit, Wanted

FIELDS = tuple(Particulars.model_fields)


def registered(card: Card, kind: Kind, longest: timedelta, now: datetime) -> Device:
    """Refuse an id of another kind, an impossible grid or bearer, and a personal device without an
    end or with one later than `longest` from now. Its basis is checked by bases.lawful.
    """
    device = Device(**dict(card), owner=kind.owner)
    ends(device.agreed, kind, longest, now)
    return placed(device, kind)


def ends(agreed: Agreed | None, kind: Kind, longest: timedelta, now: datetime) -> None:
    if agreed and not kind.personal:
        raise Invalid("kind-of-nobody", "/body/agreed")
    if agreed is None and kind.personal:
        raise Invalid("basis-needed", "/body/agreed")
    if agreed and not now < agreed.until <= now + longest:
        raise Invalid("not-then", "/body/agreed/until")


def over(device: Device, now: datetime) -> bool:
    """Whether it is a personal device whose agreement has ended, retired or not."""
    if device.agreed is None:
        return False
    return device.state == "retired" or device.agreed.until <= now


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


def revise(
    device: Device,
    revision: Particulars,
    kind: Kind,
    version: int,
    longest: timedelta,
    now: datetime,
) -> Device:
    """Stale if the edit is based on another version; a retired device cannot change. A person's
    measurements can never be transferred to another person.
    """
    if device.version != version:
        raise Stale(device, version)
    living(device)
    if revision.agreed != device.agreed:
        ends(revision.agreed, kind, longest, now)
    if device.agreed and revision.agreed:
        bases.stays(device.agreed, revision.agreed)
    return placed(
        device.model_copy(update={name: getattr(revision, name) for name in FIELDS}), kind
    )


def ended(device: Device, version: int) -> Device:
    """Retired for good. Idempotent."""
    if device.state == "retired":
        return device
    if device.version != version:
        raise Stale(device, version)
    return device.model_copy(update={"state": "retired", "certificate": None})


def withdrawn(device: Device, kind: Kind, by: str, now: datetime) -> Device:
    """Retired because the person, or the guardian, withdrew (L-PIP#15). Idempotent. A contract is
    ended where it was made.
    """
    if device.agreed is None or device.state == "retired":
        return device
    if not bases.withdrawable(device.agreed, kind, now):
        basis, article = device.agreed.basis, bases.article(device.agreed, kind, now)
        raise Refused(f"basis-is-{basis.lower()}", basis=basis, article=article)
    over = ended(device, device.version or 0)
    guardian = None if by == device.agreed.person else by
    return over.model_copy(update={"withdrawn_at": now, "withdrawn_by": guardian})


def fits(device: Device, wanted: Wanted) -> bool:
    begins = wanted.name.casefold()
    return (
        wanted.kind in (None, device.kind)
        and wanted.state in (None, device.state)
        and any(one.casefold().startswith(begins) for one in (device.id, device.name))
    )


def mounts(device: Device, serial: str, community: str) -> bool:
    """Whether it is in that community with this unit mounted."""
    return device.community == community and device.serial == serial


def living(device: Device) -> Device:
    if device.state == "retired":
        raise Refused("device-retired")
    return device


def unmountable(unit: Unit | None, device_id: str) -> str | None:
    """Why a unit may not be mounted there. A revoked one may be in the wrong hands, and could claim
    with its batch's shared certificate.
    """
    if unit is None or unit.state == "ended":
        return None
    if unit.state == "barred":
        return "unit-revoked"
    return "serial-elsewhere" if unit.device_id != device_id else None


def changes(before: Device, after: Device) -> dict[str, str]:
    """The fields that differ, as text."""
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
    if isinstance(value, Agreed):  # the person is in its own row only, which expires
        return f"{value.basis} {value.document} {value.until.isoformat()}"
    from_model = getattr(value, "model_dump_json", None)
    return from_model() if from_model else "" if value is None else str(value)
