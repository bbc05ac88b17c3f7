"""Events of the devices feature."""

from typing import ClassVar

from pydantic import AwareDatetime

from events import Event
from events.facilities import HazardEvent, Raises

__all__ = ["Raises"]


class DeviceEvent(Event):
    """`owner` is the feature that stores the device's messages."""

    feature: ClassVar[str] = "devices"
    device_id: str
    kind: str
    owner: str


class DeviceRegistered(DeviceEvent):
    """A device was registered."""


class DeviceRetired(DeviceEvent):
    """A device was retired: its history remains, its messages are refused."""


class DeviceHazard(HazardEvent):
    """A hazard about devices themselves: `asset_id` is one of `devices`, the worst affected."""

    feature: ClassVar[str] = "devices"
    devices: int = 1


class DeviceCleared(DeviceHazard):
    """A hazard about devices is over."""


class MessagesLost(DeviceHazard):
    """Devices report more messages of an hour than are stored, refused or in transit."""


class MessagesFound(DeviceCleared):
    """All missing messages have arrived."""


class ReportsMissed(DeviceHazard):
    """Messages of devices are stored, but nobody knows whether all: they do not report how many
    they sent.
    """


class ReportsResumed(DeviceCleared):
    """All devices of the community report again what they sent, or are silent."""


class DeviceSilent(DeviceHazard):
    """A device has sent nothing for longer than its kind permits, and is not connected."""


class DeviceHeard(DeviceCleared):
    """A silent device is back."""


class BlockSilent(DeviceHazard):
    """Many devices of a supply block (`zone`) fell silent together."""


class BlockHeard(DeviceCleared):
    """The devices of a silent block are back."""


class DeviceAlarmEvent(HazardEvent):
    """An alarm of the device `asset_id` by its kind's rule `limit_id`: a hazard like any other. For
    an absence, `value` is in seconds. For a personal device, `measure` is `personal` and `value`
    the level. `onset` is its beginning in event time, as far as known.
    """

    feature: ClassVar[str] = "devices"
    level: int
    onset: AwareDatetime
    flapping: bool = False
    verified: bool = False


class DeviceAlarmRaised(DeviceAlarmEvent):
    """A measurement, or its absence, violates a rule of the device's kind."""


class DeviceAlarmWorsened(DeviceAlarmEvent):
    """An alarm reached a higher level, or turned out not to be over."""


class DeviceAlarmCleared(DeviceAlarmEvent):
    """Measurements are normal again; if people must confirm the end, they still have to."""


class DeviceAlarmCorrected(DeviceAlarmEvent):
    """Late data corrected the past: the alarm had been published with `was_onset` and
    `was_level`.
    """

    was_onset: AwareDatetime
    was_level: int


class DeviceAlarmWithdrawn(DeviceAlarmEvent):
    """By late data, the alarm never existed or belongs to the alarm `into`; or its rule was
    removed.
    """

    into: str | None = None


class DeviceAlarmSettled(DeviceAlarmEvent):
    """The alarm ended: by itself, with its incident, or with its device."""


class DeviceClaimed(DeviceEvent):
    """A device received a certificate, its first or a new one; `unit` numbers the units mounted
    there.
    """

    unit: int


class DeviceRevoked(DeviceEvent):
    """A device's certificates were revoked; its messages are refused."""


class DeviceReplaced(DeviceEvent):
    """Another unit was mounted in the device's place, or the same one again, as the `unit`th."""

    unit: int


class CertificatesEnded(Event):
    """Certificates of a device have ended, whose messages `owner` stores. Any other certificate
    counts boots from `first_boot`. Messages that the broker received by `valid_until` are accepted
    however late they are processed; without it, none are.
    """

    feature: ClassVar[str] = "devices"
    addressed: ClassVar[str | None] = "owner"
    device_id: str
    owner: str
    certificates: tuple[str, ...]
    first_boot: int = 0
    valid_until: AwareDatetime | None = None


class ClaimsRefused(HazardEvent):
    """More claims of a batch (`asset_id`) were refused in an hour than is tolerated."""

    feature: ClassVar[str] = "devices"


HAZARDS: tuple[type[HazardEvent], ...] = (  # that raise incidents
    *(MessagesLost, MessagesFound, ReportsMissed, ReportsResumed),
    *(DeviceSilent, DeviceHeard, BlockSilent, BlockHeard),
    *(DeviceAlarmRaised, DeviceAlarmWorsened, DeviceAlarmCleared, DeviceAlarmWithdrawn),
    ClaimsRefused,
)
