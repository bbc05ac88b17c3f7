"""A device's twin: its desired and its reported settings."""

from datetime import timedelta
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, FiniteFloat, StringConstraints

from functions.devices.model import Bearer, DeviceId, Word
from linli.dated import Dated
from linli.messages import Sent
from linli.model import Fact, Noun
from linli.places import Community

Text = Annotated[str, StringConstraints(max_length=100)]
Settings = Annotated[dict[Word, bool | FiniteFloat | Text], Field(max_length=32)]


class Network(Fact):
    """Signal in dBm (RSRP), round-trip time of its last message in ms."""

    bearer: Bearer
    signal_dbm: Annotated[FiniteFloat, Field(ge=-150, le=0)] | None = None
    latency_ms: Annotated[FiniteFloat, Field(ge=0, le=600_000)] | None = None


class Said(Fact):
    """`wished` is the number of the latest desired state that it has received."""

    reported: Settings = {}
    network: Network | None = None
    firmware: Text | None = None
    battery_percent: Annotated[FiniteFloat, Field(ge=0, le=100)] | None = None
    wished: Annotated[int, Field(ge=0)] = 0


class Status(Sent):
    """Channel `state`: a device's report about itself."""

    at: AwareDatetime
    status: Said

    def times(self) -> list[AwareDatetime]:
        return [self.at]

    def shifted(self, by: timedelta) -> Self:
        return self.model_copy(update={"at": self.at + by})


class Wished(Fact):
    """Desired settings; those not named stay as they are."""

    settings: Settings


class Row(Dated):
    """A row of rules/degrading.yaml."""

    id: str
    bearer: Bearer
    signal_below: FiniteFloat | None = None
    latency_above: FiniteFloat | None = None
    leaves: tuple[str, ...]
    longer: Annotated[int, Field(ge=1, le=100)]
    article: str
    mark: str


class Degraded(Fact):
    """What a device omits while its network is poor, and the factor of its interval."""

    row: str
    leaves: tuple[str, ...]
    longer: int


class Twin(Noun):
    """`wished` numbers the desired states; `heard` is the latest that the device has received.

    `degraded_since` is since when the device has reported its present network quality; `noted` is
    the row of rules/degrading.yaml last recorded in its history.
    """

    device_id: DeviceId
    community: Community
    settings: Settings = {}
    wished: int = 0
    wished_by: str | None = None
    wished_at: AwareDatetime | None = None
    heard: int = 0
    reported: Settings = {}
    reported_at: AwareDatetime | None = None
    network: Network | None = None
    firmware: str | None = None
    battery_percent: float | None = None
    degraded: Degraded | None = None
    degraded_since: AwareDatetime | None = None
    noted: str | None = None

    @property
    def row(self) -> str | None:
        return self.degraded.row if self.degraded else None
