"""Rows that say what belongs together, and where open incidents are looked for."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from linli.dated import Dated
from linli.model import Fact, Noun

Minutes = Annotated[int, Field(ge=1, le=10_080)]


class Correlation(Dated):
    """A row of rules/correlation.yaml, whose head says what the fields mean."""

    id: str
    same: Literal["asset", "zone", "building", "community"]
    within_m: Annotated[int, Field(ge=1, le=5_000)] | None = None
    categories: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    cause: tuple[str, ...] = ()
    mere: bool = False
    window: Minutes
    longest: Minutes
    unit: Literal["min"]
    article: str
    mark: str


class Candidate(Fact):
    """An incident that was raised there, perhaps over by now, and where its hazard was."""

    incident: str
    at: AwareDatetime
    lat: float | None = None
    lon: float | None = None


class Group(Noun):
    """What was raised by one row at one place. It `waits` where hazards that raise none themselves
    would join one: they may be told of before it. Drills are a group of their own.
    """

    community: str
    rule: str
    place: str
    drill: bool
    raised: tuple[Candidate, ...] = ()
    waits: bool = False


class Route(Noun):
    """The incident that a hazard is handled by, where its id alone does not say so."""

    hazard_id: str
    incident: str
