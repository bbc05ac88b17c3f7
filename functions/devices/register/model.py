"""A device as people know it, and the lines of its history.

A device is a place in the city that something measures from: its id is its thing name and stays.
What is mounted there (`serial`) may be replaced, and its history goes on.
"""

from typing import Annotated, Literal, NamedTuple

from pydantic import AwareDatetime, Field

from functions.devices.model import Bearer, DeviceId, KindId, Line, Person, Serial, State
from linli.geo import Spot
from linli.model import Fact, Noun
from linli.places import Community, Grid

Basis = Literal["CONSENT", "CONTRACT"]  # L-PIP#13; rules/bases.yaml says when which is enough


class Agreed(Fact):
    """Whose a device of a personal kind is, by which document he, or who answers for him, agreed to
    it, and until when. After that it is heard no more, and retires.
    """

    person: Person
    basis: Basis
    document: Line
    until: AwareDatetime


class Particulars(Fact):
    """What people know of a device and may correct."""

    name: Line
    point: Spot
    address: Line
    grid: Grid | None = None
    building: Line | None = None
    zone: Line | None = None  # the supply block whose power it hangs on
    gateway: DeviceId | None = None  # through which it speaks
    bearer: Bearer | None = None
    maker: Line | None = None
    model: Line | None = None
    agreed: Agreed | None = None  # of a personal kind, and of no other


class Card(Particulars):
    """What a person enters to register a device. With a `serial`, only that unit may claim it."""

    id: DeviceId
    community: Community
    kind: KindId
    serial: Serial | None = None


class Device(Card, Noun):
    """`active` is what holds a certificate; `owner` is the feature that takes its messages."""

    owner: str
    state: State = "registered"
    certificate: str | None = None  # its id; never its key
    unit: Annotated[int, Field(ge=1)] = 1  # counts what was mounted here
    withdrawn_at: AwareDatetime | None = None  # its person took back that he agreed

    @property
    def due(self) -> AwareDatetime | None:
        """When it retires by itself."""
        return self.agreed.until if self.agreed and self.state != "retired" else None


class Unit(Noun):
    """`waiting` to be claimed, `claimed` with a certificate, `ended`: mounted nowhere now, until
    somebody mounts it again; or `barred`: revoked, and mounted nowhere any more.
    """

    serial: Serial
    device_id: DeviceId
    state: Literal["waiting", "claimed", "ended", "barred"] = "waiting"
    certificate: str | None = None
    batch: str | None = None


class Wanted(NamedTuple):
    """Of which devices a list is asked: `name` begins the name or the id."""

    kind: KindId | None = None
    state: State | None = None
    name: str = ""

    @property
    def sifts(self) -> bool:
        """A kind is a stretch of the list; all else is looked for along it."""
        return self.state is not None or self.name != ""


class Entry(Fact, extra="ignore"):
    """One line of a device's history; `by` is a person, or None where the device did it, or he
    whose it is.
    """

    id: str = ""  # its place in the history
    what: str
    at: AwareDatetime
    by: str | None = None
    reason: str | None = None
    detail: dict[str, str] = {}


class Kept(Noun):
    line: Entry
