"""A case, and what people enter about it."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from events.environment import Ending, Priority, Raises
from functions.environment.model import Key, Line, StationKind, Words
from linli.model import Fact, Noun
from linli.places import Community, Grid
from linli.request import Done

MOST = 50  # dissuasions, laboratory results, and corrections, per case


class Dissuading(Fact):
    """Who asked for quiet: the residents' committee (居委会), the owners' committee (业委会) or the
    property manager (物业), as the law names them.
    """

    party: Literal["residents_committee", "owners_committee", "property_manager"]
    at: AwareDatetime
    note: Words


class CaseReporting(Fact):
    department: Line
    note: Words


class Judging(Fact):
    """The laboratory's result of `sample`."""

    outcome: Literal["safe", "unsafe"]
    laboratory: Line
    sample: Line
    sampled_at: AwareDatetime
    note: Annotated[str, Field(max_length=1000)] = ""


class Dissuasion(Dissuading):
    by: str
    recorded_at: AwareDatetime


class Reported(CaseReporting):
    by: str
    at: AwareDatetime


class Result(Judging):
    by: str
    entered_at: AwareDatetime


class Correction(Fact):
    """Late data changed what an hour came to, from `was` to `value`; None is not known."""

    at: AwareDatetime
    hour: AwareDatetime
    was: float | None
    value: float | None


class CaseState(Noun):
    """A hazard of the environment, under the same id; views.CaseShown explains the fields."""

    id: str
    station_id: str
    community: Community
    grid: Grid | None = None
    lat: float
    lon: float
    kind: StationKind
    key: Key
    measure: str
    value: float
    limit: float
    limit_id: str
    article: str
    verified: bool
    reference: bool
    period: Literal["day", "night"] | None = None
    zone: str | None = None
    primary: tuple[str, ...] = ()
    rule: str
    raises: Raises
    priority: Priority
    category: str
    since: AwareDatetime
    seen: AwareDatetime
    cleared_at: AwareDatetime | None = None
    closed_at: AwareDatetime | None = None
    ended: Ending | None = None
    withdrawn_at: AwareDatetime | None = None
    corrections: tuple[Correction, ...] = ()
    episode: int = 0
    sample_since: AwareDatetime | None = None
    released: bool = False  # its incident is closed
    dissuasions: tuple[Dissuasion, ...] = ()
    reported: Reported | None = None
    results: tuple[Result, ...] = ()

    @property
    def actors(self) -> list[str]:
        """Who asked for quiet, reported it, or entered a result."""
        reports = (self.reported,) if self.reported else ()
        return [act.by for act in (*self.dissuasions, *reports, *self.results)]

    @property
    def unsafe(self) -> bool:
        """By the sample that was taken last; a result that is entered again is corrected."""
        of = {(one.laboratory, one.sample): one for one in self.results}.values()
        taken = ((one.sampled_at, one.outcome == "unsafe") for one in of)
        return max(taken, default=(None, False))[1]


class Case(CaseState):
    """`acts` are people's acts by the mark of their request. `found` is the beginning from which
    its id derives, once late data have shown that it began earlier.
    """

    acts: dict[str, Done] = {}
    found: AwareDatetime | None = None

    @property
    def begun(self) -> datetime:
        """The beginning by which it is found."""
        return self.found or self.since
