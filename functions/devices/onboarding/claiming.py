"""Whether a serial may have a certificate, and the device afterwards. Pure."""

from datetime import datetime, timedelta
from typing import NamedTuple

from functions.devices.keys.model import Former, Keys
from functions.devices.register.model import Device, Unit

from .model import Claim, Why


class Asked(NamedTuple):
    """What is known about a claiming serial; `kind` is the manifest's."""

    claim: Claim | None
    kind: str | None
    elsewhere: bool
    unit: Unit | None
    device: Device | None
    certificate: str


class Given(NamedTuple):
    """Device, unit and keys after a certificate was issued."""

    device: Device
    unit: Unit | None
    keys: Keys


def refused(asked: Asked) -> Why | None:
    """The reason of a refusal; None if it may claim, or has claimed with this very certificate."""
    unit, device = asked.unit, asked.device
    if asked.claim is None or asked.claim.ended_at:
        return "claim-unknown"
    if asked.kind is None:
        return "wrong-batch" if asked.elsewhere else "serial-not-in-manifest"
    if unit and unit.state == "barred":
        return "device-revoked"  # whatever is at its place by now
    if unit is None or device is None or device.serial != unit.serial:
        return "nobody-waits"
    if device.state in ("retired", "revoked"):
        return "device-retired" if device.state == "retired" else "device-revoked"
    if unit.state == "ended":
        return "nobody-waits"
    if device.kind != asked.kind:
        return "another-kind"
    return "serial-used" if unit.certificate not in (None, asked.certificate) else None


def claimed(asked: Asked, keys: Keys) -> Given | None:
    """None if already done: the device missed the answer."""
    if asked.unit is None or asked.device is None or asked.claim is None:
        raise ValueError("nobody asked")
    if asked.unit.certificate == asked.certificate:
        return None
    new = {"state": "claimed", "certificate": asked.certificate, "batch": asked.claim.batch}
    return Given(_active(asked), asked.unit.model_copy(update=new), _given(keys, asked.certificate))


def may_renew(device: Device, keys: Keys, by: str, now: datetime) -> bool:
    """By its present certificate while renewal is allowed; also again, if it missed the answer."""
    if device.state != "active":
        return False
    if keys.renewal is None:
        return False
    return by == keys.present and keys.renewal.until > now


def renewed(device: Device, keys: Keys, certificate: str, held: timedelta, now: datetime) -> Given:
    """The former certificate remains valid for a while, in case the device failed to store the new
    one.
    """
    before = Former(certificate=keys.present or "", until=now + held, why="rotated")
    after = _given(keys, certificate).model_copy(update={"former": (*keys.former, before)})
    return Given(device.model_copy(update={"certificate": certificate}), None, after)


def _active(asked: Asked) -> Device:
    if asked.device is None:
        raise ValueError("nobody waits")
    return asked.device.model_copy(update={"state": "active", "certificate": asked.certificate})


def _given(keys: Keys, certificate: str) -> Keys:
    return keys.model_copy(
        update={"present": certificate, "given": keys.given + 1, "renewal": None}
    )
