"""Who looked at what was measured of a person, and for what."""

from typing import Literal

from pydantic import AwareDatetime

from functions.devices.model import DeviceId
from linli.model import Noun
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
