"""A device's twin: what is wished of it and what it says of itself."""

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
    """Signal in dBm (RSRP), latency of its last message there and back in ms."""

    bearer: Bearer
    signal_dbm: Annotated[FiniteFloat, Field(ge=-150, le=0)] | None = None
    latency_ms: Annotated[FiniteFloat, Field(ge=0, le=600_000)] | None = None


class Said(Fact):
    """`wished` is the count of the last wish that it has heard."""

    reported: Settings = {}
    network: Network | None = None
    firmware: Text | None = None
    battery_percent: Annotated[FiniteFloat, Field(ge=0, le=100)] | None = None
    wished: Annotated[int, Field(ge=0)] = 0


class Status(Sent):
    """Channel `state`: what a device says of itself."""

    at: AwareDatetime
    status: Said

    def times(self) -> list[AwareDatetime]:
        return [self.at]

    def shifted(self, by: timedelta) -> Self:
        return self.model_copy(update={"at": self.at + by})


class Wished(Fact):
    """How a person wants a device to be set; what is not named is as it is."""

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
    """What a device leaves while its network is as it is, and how many times as long it waits."""

    row: str
    leaves: tuple[str, ...]
    longer: int


class Twin(Noun):
    """`wished` counts what people wished; `heard` is the last of it that the device has heard.

    `degraded_since` is when its network became as it is, by the device's word; `noted` the row of
    rules/degrading.yaml that its history told last, if any.
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
