"""When certificates end, and the device's state without one. Pure."""

from datetime import datetime, timedelta
from typing import Literal

from events.devices import CertificatesEnded
from functions.devices.register.model import Device
from linli.errors import Refused, Stale

from .model import Former, Keys, Renewal

BOOTS = 1_000_000_000  # more boots than a device has in its life
Ends = Literal["replaced", "revoked", "retired"]


def rotate(keys: Keys, device: Device, within: timedelta, now: datetime) -> Keys:
    """Allow the present certificate to request the next one."""
    if device.state != "active" or keys.present is None:
        raise Refused("not-active")
    if keys.renewal and keys.renewal.until > now:
        return keys
    return keys.model_copy(update={"renewal": Renewal(since=now, until=now + within)})


def revoke(device: Device, version: int) -> Device:
    """Idempotent."""
    if device.state == "revoked":
        return device
    _as_known(device, version)
    return device.model_copy(update={"state": "revoked", "certificate": None})


def replace(device: Device, serial: str, version: int) -> Device:
    """Another unit in the same place, or the same one again: it must claim."""
    _as_known(device, version)
    new = {"state": "registered", "certificate": None, "serial": serial, "unit": device.unit + 1}
    return device.model_copy(update=new)


def ended(keys: Keys, why: Ends, now: datetime) -> Keys:
    """All its certificates end now."""
    left = [one.model_copy(update={"until": min(one.until, now)}) for one in keys.former]
    if keys.present:
        left.append(Former(certificate=keys.present, until=now, why=why))
    return keys.model_copy(update={"present": None, "renewal": None, "former": tuple(left)})


def over(keys: Keys, now: datetime, why: str = "") -> list[str]:
    """Certificates to be deactivated, all or those for one reason."""
    gone = [one for one in keys.former if one.until <= now]
    return [one.certificate for one in gone if why in ("", one.why)]


def first_boot(keys: Keys) -> int:
    """The first boot number of the present certificate's holder, or of the next: messages of a new
    unit, or of one that lost its memory, must not look older than those of the former.
    """
    return max(0, keys.given - 1 if keys.present else keys.given) * BOOTS


def said(
    device: Device, keys: Keys, certificates: list[str], now: datetime
) -> list[CertificatesEnded]:
    """Events for the features that store the device's messages; none if these refuse all of it
    anyway.
    """
    if not certificates:
        return []
    return [
        CertificatesEnded(
            community=device.community,
            at=now,
            device_id=device.id,
            owner=device.owner,
            certificates=tuple(certificates),
            first_boot=first_boot(keys),
            valid_until=now if device.state in ("registered", "active") else None,
        )
    ]


def without(keys: Keys, certificates: list[str]) -> Keys:
    left = tuple(one for one in keys.former if one.certificate not in certificates)
    return keys.model_copy(update={"former": left})


def _as_known(device: Device, version: int) -> None:
    if device.state == "retired":
        raise Refused("device-retired")
    if device.version != version:
        raise Stale(device, version)
