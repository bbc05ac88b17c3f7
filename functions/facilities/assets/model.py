"""The assets that people keep in the ledger, and the history of each."""

from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AwareDatetime, Field, model_validator

from functions.facilities.model import TAKES, AssetId, Command, Kind, Line
from linli.geo import Spot
from linli.model import Fact, Noun
from linli.places import Community, Grid

State = Literal["in_use", "out_of_service", "retired"]
# <type of system>-<address of system>, and of a part -<its address, eight hexadecimal digits>
Part = Annotated[str, Field(pattern=r"^\d{1,3}-\d{1,3}(-[0-9a-f]{8})?$")]


class Particulars(Fact):
    """What people know of an asset and may correct."""

    name: Line
    point: Spot
    address: Line
    grid: Grid | None = None
    building: Line | None = None
    zone: Line | None = None  # fire compartment, lighting circuit or supply block it belongs to
    maker: Line | None = None
    model: Line | None = None
    serial: Line | None = None
    made: date | None = None
    installed: date | None = None
    inspection_due: date | None = None  # the next one
    end_of_life: date | None = None
    parent: AssetId | None = None  # the fire panel it is a point of, or the circuit
    part: Part | None = None  # its address on that panel
    links: Annotated[tuple[AssetId, ...], Field(max_length=20)] = ()
    certified: Annotated[tuple[Command, ...], Field(max_length=20)] = ()  # what it may be told


class Revision(Particulars):
    """`reason` says why, where the day of an inspection is moved without one."""

    reason: Line | None = None


class Card(Particulars):
    """What a person enters to put an asset into the ledger."""

    id: AssetId
    community: Community
    kind: Kind

    @model_validator(mode="before")
    @classmethod
    def _once_certified(cls, card: Any) -> Any:
        """`true` was all that could be said before: for what its kind is told first."""
        if isinstance(card, dict) and isinstance(card.get("certified"), bool):
            told = TAKES.get(str(card.get("kind")), ())[:1] if card["certified"] else ()
            return {**card, "certified": told}
        return card


class Asset(Card, Noun):
    """Something the community must keep in order; only people change it. `reason` is why it is out
    of service or retired.
    """

    state: State = "in_use"
    reason: Line | None = None


class Point(Noun):
    """What is at an address of a fire panel, if the asset says so too."""

    asset_id: str


class Standing(Fact):
    """What a person says of an asset's state; all but `in_use` takes a reason."""

    state: State
    reason: Line | None = None


class Class(Fact, extra="ignore"):
    """A row of rules/classes.yaml: four digits of a code, and the kinds they are for."""

    id: Annotated[str, Field(pattern=r"^\d{4}$")]
    zh: str
    en: str
    kinds: tuple[Kind, ...]
    article: str
    mark: str


class Kept(Fact, extra="ignore"):
    """What is asked here of a row of rules/upkeep.yaml: a kind that has duties."""

    kind: Kind


class Division(Fact, extra="ignore"):
    """A row of rules/divisions.yaml: a county by its six digits."""

    id: Annotated[str, Field(pattern=r"^\d{6}$")]
    zh: str
    article: str
    mark: str


class Codes(NamedTuple):
    """What the codes of assets of a city are held to; `city` is its own division code."""

    city: str
    classes: dict[str, Class]
    areas: frozenset[str]


class Wanted(NamedTuple):
    """Of which assets a list is asked: `text` begins the id or the name."""

    kind: Kind | None = None
    building: str | None = None
    text: str = ""


class Change(Fact, extra="ignore"):
    """A particular before and after, as text; None is that it is not known."""

    field: str
    before: str | None
    after: str | None


class Entry(Fact, extra="ignore"):
    """One line of an asset's history; `at` is when it happened, `recorded_at` when it was known."""

    id: str = ""  # its place in the history
    asset_id: str
    what: str
    at: AwareDatetime
    recorded_at: AwareDatetime
    by: str | None = None
    about: str | None = None  # the hazard, the action, or the row of an import
    measure: str | None = None
    value: float | None = None
    limit_id: str | None = None
    article: str | None = None
    outcome: str | None = None
    reason: str | None = None
    changes: tuple[Change, ...] = ()


class Lines(Noun):
    """What one change adds to a history, so that it is one row, however much it is."""

    lines: tuple[Entry, ...]
