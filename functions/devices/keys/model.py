"""The certificates of a device, by their ids at the broker."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints

from functions.devices.model import DeviceId
from linli.model import Fact, Noun
from linli.places import Community

Certificate = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Former(Fact):
    """A certificate that is worth nothing from `until` on, and is ended at the broker then."""

    certificate: Certificate
    until: AwareDatetime
    why: Literal["rotated", "replaced", "revoked", "retired"]


class Renewal(Fact):
    """Until when the device may ask for a new certificate by its present one; `open` at the broker,
    too.
    """

    since: AwareDatetime
    until: AwareDatetime
    open: bool = False


class Keys(Noun):
    """The certificates of a device. Of how many it was given so far its boots are counted from."""

    device_id: DeviceId
    community: Community
    present: Certificate | None = None
    given: int = 0
    former: tuple[Former, ...] = ()
    renewal: Renewal | None = None

    @property
    def due(self) -> datetime | None:
        """When something of it is to be done at the broker."""
        times = [one.until for one in self.former]
        if self.renewal:
            times.append(self.renewal.until if self.renewal.open else self.renewal.since)
        return min(times, default=None)


class Holder(Noun):
    """Whose certificate it is."""

    device_id: DeviceId
