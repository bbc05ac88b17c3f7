"""When certificates end, and what a device is without one. Pure."""

from datetime import datetime, timedelta
from typing import Literal

from events.devices import CertificatesEnded
from functions.devices.register.model import Device
from linli.errors import Refused, Stale

from .model import Former, Keys, Renewal

BOOTS = 1_000_000_000  # more than a device starts in its life
Ends = Literal["replaced", "revoked", "retired"]


def rotate(keys: Keys, device: Device, within: timedelta, now: datetime) -> Keys:
    """Its present certificate may be used to ask for the next one."""
    if device.state != "active" or keys.present is None:
        raise Refused("not-active")
    if keys.renewal and keys.renewal.until > now:
        return keys
    return keys.model_copy(update={"renewal": Renewal(since=now, until=now + within)})


def revoke(device: Device, version: int) -> Device:
    """Said before, it changes nothing."""
    if device.state == "revoked":
        return device
    _as_known(device, version)
    return device.model_copy(update={"state": "revoked", "certificate": None})


def replace(device: Device, serial: str, version: int) -> Device:
    """Another unit at the same place, or the same one mounted anew: it has to claim."""
    _as_known(device, version)
    new = {"state": "registered", "certificate": None, "serial": serial, "unit": device.unit + 1}
    return device.model_copy(update=new)


def ended(keys: Keys, why: Ends, now: datetime) -> Keys:
    """None of its certificates is worth anything from now on."""
    left = [one.model_copy(update={"until": min(one.until, now)}) for one in keys.former]
    if keys.present:
        left.append(Former(certificate=keys.present, until=now, why=why))
    return keys.model_copy(update={"present": None, "renewal": None, "former": tuple(left)})


def over(keys: Keys, now: datetime, why: str = "") -> list[str]:
    """The certificates that are to be ended at the broker, of them all or of those for a reason."""
    gone = [one for one in keys.former if one.until <= now]
    return [one.certificate for one in gone if why in ("", one.why)]


def first_boot(keys: Keys) -> int:
    """From where whoever holds its certificate counts his boots, or will be given the next: so no
    message of a new unit, or of one that lost its memory, is taken for an older one of the place.
    """
    return max(0, keys.given - 1 if keys.present else keys.given) * BOOTS


def said(
    device: Device, keys: Keys, certificates: list[str], now: datetime
) -> list[CertificatesEnded]:
    """To whoever takes what the device says. Of what is heard no more, nothing is taken at all."""
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
