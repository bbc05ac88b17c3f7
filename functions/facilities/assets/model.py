"""The registered assets, and the history of each."""

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
    """The fields of an asset that people may correct."""

    name: Line
    point: Spot
    address: Line
    grid: Grid | None = None
    building: Line | None = None
    zone: Line | None = None  # the fire compartment, lighting circuit or supply block it belongs to
    maker: Line | None = None
    model: Line | None = None
    serial: Line | None = None
    made: date | None = None
    installed: date | None = None
    inspection_due: date | None = None  # the next inspection
    end_of_life: date | None = None
    parent: AssetId | None = None  # the fire panel it is a point of, or the lighting circuit
    part: Part | None = None  # its address on that panel
    links: Annotated[tuple[AssetId, ...], Field(max_length=20)] = ()
    certified: Annotated[tuple[Command, ...], Field(max_length=20)] = ()  # may receive these


class Revision(Particulars):
    """`reason` is required if the inspection date is moved without an inspection."""

    reason: Line | None = None


class Card(Particulars):
    """The input to register an asset."""

    id: AssetId
    community: Community
    kind: Kind

    @model_validator(mode="before")
    @classmethod
    def _once_certified(cls, card: Any) -> Any:
        """Old rows have `true`, which stands for the first command of its kind."""
        if isinstance(card, dict) and isinstance(card.get("certified"), bool):
            told = TAKES.get(str(card.get("kind")), ())[:1] if card["certified"] else ()
            return {**card, "certified": told}
        return card


class Asset(Card, Noun):
    """A registered asset; only people change it. `reason` is why it is out of service or
    retired.
    """

    state: State = "in_use"
    reason: Line | None = None


class Point(Noun):
    """The asset at an address of a fire panel; valid only while the asset states the same
    address.
    """

    asset_id: str


class Standing(Fact):
    """A change of an asset's state; all but `in_use` require a reason."""

    state: State
    reason: Line | None = None


class Class(Fact, extra="ignore"):
    """A row of rules/classes.yaml: four digits of a code, and the kinds that they stand for."""

    id: Annotated[str, Field(pattern=r"^\d{4}$")]
    zh: str
    en: str
    kinds: tuple[Kind, ...]
    article: str
    mark: str


class Kept(Fact, extra="ignore"):
    """The part of rules/upkeep.yaml needed here: a kind that requires upkeep."""

    kind: Kind


class Division(Fact, extra="ignore"):
    """A row of rules/divisions.yaml: a county by its six digits."""

    id: Annotated[str, Field(pattern=r"^\d{6}$")]
    zh: str
    article: str
    mark: str


class Codes(NamedTuple):
    """The rules for asset codes of a city; `city` is its division code."""

    city: str
    classes: dict[str, Class]
    areas: frozenset[str]


class Wanted(NamedTuple):
    """Filters of a list; `text` is a prefix of the id or the name."""

    kind: Kind | None = None
    building: str | None = None
    text: str = ""


class Change(Fact, extra="ignore"):
    """A field before and after, as text; None is unknown."""

    field: str
    before: str | None
    after: str | None


class Entry(Fact, extra="ignore"):
    """One line of an asset's history; `at` is when it happened, `recorded_at` when it was
    stored.
    """

    id: str = ""  # position in the history
    asset_id: str
    what: str
    at: AwareDatetime
    recorded_at: AwareDatetime
    by: str | None = None
    about: str | None = None  # id of the hazard, action, or import row
    measure: str | None = None
    value: float | None = None
    limit_id: str | None = None
    article: str | None = None
    outcome: str | None = None
    reason: str | None = None
    changes: tuple[Change, ...] = ()


class Lines(Noun):
    """The lines that one change adds to a history, in one row."""

    lines: tuple[Entry, ...]
