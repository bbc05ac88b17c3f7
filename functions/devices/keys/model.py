"""The certificates of a device, by their ids in AWS IoT."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints

from functions.devices.model import DeviceId
from linli.model import Fact, Noun
from linli.places import Community

Certificate = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Former(Fact):
    """A former certificate, valid until `until`, when it is deactivated."""

    certificate: Certificate
    until: AwareDatetime
    why: Literal["rotated", "replaced", "revoked", "retired"]


class Renewal(Fact):
    """The period in which the device may request a new certificate; `open` at the broker too."""

    since: AwareDatetime
    until: AwareDatetime
    open: bool = False


class Keys(Noun):
    """The certificates of a device. Its boots count from the number of certificates issued
    so far.
    """

    device_id: DeviceId
    community: Community
    present: Certificate | None = None
    given: int = 0
    former: tuple[Former, ...] = ()
    renewal: Renewal | None = None

    @property
    def due(self) -> datetime | None:
        """When the broker must be updated."""
        times = [one.until for one in self.former]
        if self.renewal:
            times.append(self.renewal.until if self.renewal.open else self.renewal.since)
        return min(times, default=None)


class Holder(Noun):
    """The device of a certificate."""

    device_id: DeviceId
