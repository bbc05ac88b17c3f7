"""The correlation rules, and the rows by which open incidents are found."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from linli.dated import Dated
from linli.model import Fact, Noun

Minutes = Annotated[int, Field(ge=1, le=10_080)]


class Correlation(Dated):
    """A row of rules/correlation.yaml, whose head explains the fields."""

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
    """An incident raised there, possibly closed by now, and the position of its hazard."""

    incident: str
    at: AwareDatetime
    lat: float | None = None
    lon: float | None = None


class Group(Noun):
    """Incidents raised by one rule at one place. `waits`: hazards that raise no incident themselves
    are waiting to join one, because their event may arrive first. Drills have groups of their own.
    """

    community: str
    rule: str
    place: str
    drill: bool
    raised: tuple[Candidate, ...] = ()
    waits: bool = False


class Route(Noun):
    """The incident that handles a hazard, where it does not follow from the hazard's id."""

    hazard_id: str
    incident: str
