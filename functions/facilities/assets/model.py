"""The assets that people keep in the ledger, and the history of each."""

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, Field, FiniteFloat

from functions.facilities.model import AssetId, Kind, Line
from linli.model import Fact, Noun
from linli.places import Community, Grid


class Spot(Fact):
    lat: Annotated[FiniteFloat, Field(ge=-90, le=90)]
    lon: Annotated[FiniteFloat, Field(ge=-180, le=180)]


class Particulars(Fact):
    """What people know of an asset and may correct."""

    name: Line
    point: Spot
    address: Line
    grid: Grid | None = None
    building: Line | None = None
    zone: Line | None = None  # fire compartment, lighting circuit or supply block it belongs to
    maker: Line | None = None
    installed: date | None = None
    links: Annotated[tuple[AssetId, ...], Field(max_length=20)] = ()
    certified: bool = False  # a valve that may be closed without a person


class Card(Particulars):
    """What a person enters to put an asset into the ledger."""

    id: AssetId
    community: Community
    kind: Kind


class Asset(Card, Noun):
    """Something the community must keep in order; only people change it."""


class Entry(Fact, extra="ignore"):
    """One line of an asset's history; `at` is when it happened, `recorded_at` when it was known."""

    id: str = ""  # its place in the history
    asset_id: str
    what: str
    at: AwareDatetime
    recorded_at: AwareDatetime
    by: str | None = None
    about: str | None = None  # the hazard or action
    measure: str | None = None
    value: float | None = None
    limit_id: str | None = None
    article: str | None = None
    outcome: str | None = None


class Lines(Noun):
    """What one change adds to a history, so that it is one row, however much it is."""

    lines: tuple[Entry, ...]
