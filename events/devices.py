"""Facts that the devices feature makes known."""

from typing import ClassVar

from pydantic import AwareDatetime

from events import Event
from events.facilities import HazardEvent, Raises

__all__ = ["Raises"]


class DeviceEvent(Event):
    """`owner` is the feature that takes the device's messages."""

    feature: ClassVar[str] = "devices"
    device_id: str
    kind: str
    owner: str


class DeviceRegistered(DeviceEvent):
    """Somebody put a device into the register."""


class DeviceRetired(DeviceEvent):
    """It is in the register for its past alone, and is heard no more."""


class DeviceHazard(HazardEvent):
    """Something is amiss with devices themselves, told as any hazard: `asset_id` is a device, the
    worst of `devices` of them.
    """

    feature: ClassVar[str] = "devices"
    devices: int = 1


class DeviceCleared(DeviceHazard):
    """What was amiss is so no more."""


class MessagesLost(DeviceHazard):
    """Devices say that they sent more in an hour than is stored, refused or on its way."""


class MessagesFound(DeviceCleared):
    """All that was missing has come after all."""


class DeviceSilent(DeviceHazard):
    """A device has said nothing for longer than its kind may, and is not connected."""


class DeviceHeard(DeviceCleared):
    """A device that was silent speaks again."""


class BlockSilent(DeviceHazard):
    """Many devices of one supply block (`zone`) fell silent together."""


class BlockHeard(DeviceCleared):
    """The devices of a block that was silent speak again."""


class DeviceAlarmEvent(HazardEvent):
    """An alarm of the device `asset_id` by its kind's rule `limit_id`: a hazard like any other. Of
    an absence, `value` is after how many seconds. Of a person, `measure` is `personal` and `value`
    the level. `onset` is when it began, in event time, as far as is known by now.
    """

    feature: ClassVar[str] = "devices"
    level: int
    onset: AwareDatetime
    flapping: bool = False
    verified: bool = False


class DeviceAlarmRaised(DeviceAlarmEvent):
    """What a device measured, or that it measured nothing, is not as its kind's rule wants it."""


class DeviceAlarmWorsened(DeviceAlarmEvent):
    """A known alarm came to a worse step, or is not calm any more after all."""


class DeviceAlarmCleared(DeviceAlarmEvent):
    """All is calm again; where people have to say that it is over, they have still to."""


class DeviceAlarmCorrected(DeviceAlarmEvent):
    """What was told of the past is not so, by what came late: it began at `was_onset` with the
    level `was_level` as it had been told.
    """

    was_onset: AwareDatetime
    was_level: int


class DeviceAlarmWithdrawn(DeviceAlarmEvent):
    """It never was, by what came late, or was the alarm `into`; or its rule is no more."""

    into: str | None = None


class DeviceAlarmSettled(DeviceAlarmEvent):
    """It is over: by itself, by the end of its incident, or with its device."""


class DeviceClaimed(DeviceEvent):
    """Its `unit` (how many were mounted there by now) holds a certificate of its own, for the first
    time or a new one.
    """

    unit: int


class DeviceRevoked(DeviceEvent):
    """Its certificates are worth nothing; nothing that it says is taken."""


class DeviceReplaced(DeviceEvent):
    """Another unit is mounted at its place, or the same one anew: the `unit`th there."""

    unit: int


class CertificatesEnded(Event):
    """Nobody may speak by these any more as the device, whose messages `owner` takes. Whoever holds
    another one counts his boots from `first_boot`. What the broker had by `valid_until` is taken,
    however late it is read; without it, nothing is.
    """

    feature: ClassVar[str] = "devices"
    addressed: ClassVar[str | None] = "owner"
    device_id: str
    owner: str
    certificates: tuple[str, ...]
    first_boot: int = 0
    valid_until: AwareDatetime | None = None


class ClaimsRefused(HazardEvent):
    """More units asked for a certificate in an hour than may be refused of a batch (`asset_id`)."""

    feature: ClassVar[str] = "devices"


HAZARDS: tuple[type[HazardEvent], ...] = (  # of which incidents are made
    *(MessagesLost, MessagesFound, DeviceSilent, DeviceHeard, BlockSilent, BlockHeard),
    *(DeviceAlarmRaised, DeviceAlarmWorsened, DeviceAlarmCleared, DeviceAlarmWithdrawn),
    ClaimsRefused,
)
