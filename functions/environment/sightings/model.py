"""A sighting, who was asked about it, and the rows by which it is handled."""

from datetime import datetime
from typing import Annotated, Literal, NamedTuple

from pydantic import AwareDatetime, Field, PositiveFloat

from events import Event
from events.environment import Priority
from functions.environment.model import Words
from linli.dated import Dated
from linli.model import Driven, Fact, Noun
from linli.places import Community, Grid
from linli.purposes import Purpose

from .sensors.model import Outcome

Share = Annotated[float, Field(ge=0, le=1)]
Kind = Literal["fall", "thrown_object"]
Stage = Literal[
    "noted",  # by a sensor that is not sure, or doubted: kept, and nothing more
    "asking",  # a fall: who fell is asked, then whoever answers for him
    "well",  # … and one of them said that all is well
    "raised",  # people see to it
    "closed",
]
Whom = Literal["person", "guardian", "worker"]
Said = Literal["well", "help"]
Why = Literal["said", "unanswered", "found"]
MOST = 20  # reports of one sighting, and answers


class Rule(Dated):
    """A row of rules/sightings.yaml: what a kind of sighting raises, how sure a sensor must be, and
    how near in time and space reports are of one.
    """

    id: Kind
    priority: Priority
    category: str
    least: Share
    window: PositiveFloat  # seconds
    within_m: PositiveFloat
    article: str
    mark: str


class Ask(Dated):
    """A row of rules/asking.yaml: who is asked after a fall, and so many seconds before the next
    is; nobody waits where there is nobody to ask.
    """

    id: str
    number: Annotated[int, Field(ge=1)]
    whom: Whom
    value: Annotated[float, Field(ge=0)]
    unit: Literal["s"]
    article: str
    mark: str


class Report(Fact):
    """What one sensor said of it. It `counts` if the sensor is sure enough, and right often."""

    sensor_id: str
    at: AwareDatetime
    confidence: Share
    counts: bool


class Asked(Fact):
    """People who were asked together, until the next are."""

    whom: Whom
    people: tuple[str, ...] = ()
    at: AwareDatetime
    until: AwareDatetime


class Answered(Fact):
    """`by` is empty where a button was pressed; `fell`: he did fall, and is all right."""

    said: Said
    by: str = ""
    channel: Literal["app", "telephone", "button"]
    fell: bool = False
    at: AwareDatetime


class Finding(Fact):
    """What people found who went there."""

    outcome: Outcome
    note: Words


class Found(Finding):
    by: str
    at: AwareDatetime


class Sighting(Driven):
    """`since` is when it was seen first of what was heard first, `begun_at` when that was heard.
    `person` fell, as far as a sensor is his. Since `over_at` he is well. It is also the hazard of
    that id.
    """

    community: Community
    stage: Stage
    kind: Kind
    grid: Grid | None = None
    building: str | None = None
    zone: str | None = None
    lat: float
    lon: float
    person: str | None = None
    since: AwareDatetime
    begun_at: AwareDatetime
    reports: tuple[Report, ...]
    clips: int = 0
    asked: tuple[Asked, ...] = ()
    answers: tuple[Answered, ...] = ()
    why: Why | None = None
    raised_at: AwareDatetime | None = None
    over_at: AwareDatetime | None = None
    closed_at: AwareDatetime | None = None
    found: Found | None = None

    @property
    def sensors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.sensor_id for one in self.reports))

    @property
    def rests_since(self) -> datetime | None:
        """Since when nobody sees to it; None while somebody does."""
        since = {"noted": self.begun_at, "well": self.over_at, "closed": self.closed_at}
        return since.get(self.stage)

    @property
    def outcome(self) -> Outcome | None:
        """What it was, as far as anybody said: what people found before what was answered."""
        if self.found:
            return self.found.outcome
        if not self.answers:
            return None
        last = self.answers[-1]
        return "real" if last.said == "help" or last.fell else "false"


class Changed(NamedTuple):
    """With what it makes known."""

    after: Sighting
    news: tuple[Event, ...] = ()


class Near(Fact):
    """A sighting that others may be of."""

    id: str
    since: AwareDatetime


class Group(Noun):
    """The latest sightings of one kind, of a community or of a person; when he said last, by his
    device's button, that he is well.
    """

    recent: tuple[Near, ...] = ()
    well_at: AwareDatetime | None = None


class Clip(Noun):
    """Where a recorder keeps what was filmed, until `due`; then nothing is known of it but that it
    was. `hold`: what it is about is open, so it is kept longer.
    """

    id: str
    sighting: str
    community: Community
    sensor_id: str
    ref: str | None
    at: AwareDatetime
    kept_until: AwareDatetime
    due: AwareDatetime | None
    erased_at: AwareDatetime | None = None


class Look(Noun):
    """That somebody saw what is kept of a sighting or of a person, and for what. Its person sees
    it, where there is one.
    """

    id: str
    about: str
    person: str | None = None
    by: str
    what: Literal["clips", "person", "ward", "handover"]
    purpose: Purpose
    place: str
    at: AwareDatetime
