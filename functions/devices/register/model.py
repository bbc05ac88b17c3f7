"""A registered device, and the lines of its history.

A device is a measuring point in the city: its id is its thing name and never changes. The unit
mounted there (`serial`) may be replaced, and the history continues.
"""

from typing import Annotated, Literal, NamedTuple

from pydantic import AwareDatetime, Field

from functions.devices.model import Bearer, DeviceId, KindId, Line, Person, Serial, State
from linli.geo import Spot
from linli.model import Fact, Noun
from linli.places import Community, Grid

Basis = Literal["CONSENT", "CONTRACT"]  # L-PIP#13; linli/rules/bases.yaml has the conditions


class Agreed(Fact):
    """The agreement for a personal device: the person, the document by which they (or their
    `guardian`, who must for a child under fourteen, L-PIP#31) agreed, and its end, when the device
    retires and its messages are refused.
    """

    person: Person
    basis: Basis
    document: Line
    until: AwareDatetime
    guardian: Person | None = None


class Particulars(Fact):
    """The fields of a device that people may correct."""

    name: Line
    point: Spot
    address: Line
    grid: Grid | None = None
    building: Line | None = None
    zone: Line | None = None  # the supply block it depends on
    gateway: DeviceId | None = None  # through which it communicates
    bearer: Bearer | None = None
    maker: Line | None = None
    model: Line | None = None
    agreed: Agreed | None = None  # required for personal kinds, and only for these


class Card(Particulars):
    """The input to register a device. If `serial` is given, only that unit may claim it."""

    id: DeviceId
    community: Community
    kind: KindId
    serial: Serial | None = None


class Device(Card, Noun):
    """`active`: it has a certificate; `owner`: the feature that stores its messages."""

    owner: str
    state: State = "registered"
    certificate: str | None = None  # id, never the key
    unit: Annotated[int, Field(ge=1)] = 1  # number of units mounted so far
    withdrawn_at: AwareDatetime | None = None  # when the person withdrew
    withdrawn_by: str | None = None  # the guardian who withdrew for the person

    @property
    def due(self) -> AwareDatetime | None:
        """When it retires automatically."""
        return self.agreed.until if self.agreed and self.state != "retired" else None


class Unit(Noun):
    """`waiting` to be claimed; `claimed`: has a certificate; `ended`: not mounted, but may be
    again; `barred`: revoked for good.
    """

    serial: Serial
    device_id: DeviceId
    state: Literal["waiting", "claimed", "ended", "barred"] = "waiting"
    certificate: str | None = None
    batch: str | None = None


class Wanted(NamedTuple):
    """Filters of a list; `name` is a prefix of the name or the id."""

    kind: KindId | None = None
    state: State | None = None
    name: str = ""

    @property
    def sifts(self) -> bool:
        """Whether the list must be filtered; a kind is a range of it."""
        return self.state is not None or self.name != ""


class Entry(Fact, extra="ignore"):
    """One line of a device's history; `by` is None if the device or its own person acted."""

    id: str = ""  # position in the history
    what: str
    at: AwareDatetime
    by: str | None = None
    reason: str | None = None
    detail: dict[str, str] = {}


class Kept(Noun):
    line: Entry
