"""The log of access to a person's measurements, and their erasure."""

from typing import Literal

from pydantic import AwareDatetime

from functions.devices.model import DeviceId
from linli.model import Noun
from linli.places import Community
from linli.purposes import Purpose

What = Literal["readings", "alarms"]


class Look(Noun):
    id: str
    device_id: DeviceId
    what: What
    by: str
    purpose: Purpose
    place: str
    at: AwareDatetime


class Erasing(Noun):
    """Erasure of what a device measured of a person; `due` until nothing more can arrive."""

    device_id: DeviceId
    community: Community
    begun: AwareDatetime
    due: AwareDatetime | None
