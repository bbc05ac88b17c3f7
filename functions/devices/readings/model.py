"""Who looked at what was measured of a person, and for what; and that it is to go."""

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
    """What a device measured of a person goes, as it is over; `due` until nothing more can come."""

    device_id: DeviceId
    community: Community
    begun: AwareDatetime
    due: AwareDatetime | None
