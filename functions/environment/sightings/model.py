"""A sighting, who was asked about it, and the rules for handling it."""

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
    "noted",  # by an uncertain or distrusted sensor: recorded only
    "asking",  # a fall: the person is asked, then those who answer for them
    "well",  # … and one of them answered that all is well
    "raised",  # people must check
    "closed",
]
Whom = Literal["person", "guardian", "worker"]
Said = Literal["well", "help"]
Why = Literal["said", "unanswered", "found"]
MOST = 20  # kept per sighting: the first reports, and the latest answers


class Rule(Dated):
    """A row of rules/sightings.yaml: the consequence of a kind of sighting, the confidence
    required, and how near in time and space reports are of the same one.
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
    """A row of rules/asking.yaml: who is asked after a fall, and seconds until the next; skipped if
    there is nobody to ask.
    """

    id: str
    number: Annotated[int, Field(ge=1)]
    whom: Whom
    value: Annotated[float, Field(ge=0)]
    unit: Literal["s"]
    article: str
    mark: str


class Report(Fact):
    """The report of one sensor. It `counts` if its confidence and the sensor's record suffice."""

    sensor_id: str
    at: AwareDatetime
    confidence: Share
    counts: bool


class Asked(Fact):
    """People asked together, and until when."""

    whom: Whom
    people: tuple[str, ...] = ()
    at: AwareDatetime
    until: AwareDatetime


class Answered(Fact):
    """`by` is empty if a button was pressed; `fell`: it was a fall, without harm."""

    said: Said
    by: str = ""
    channel: Literal["app", "telephone", "button"]
    fell: bool = False
    at: AwareDatetime


class Finding(Fact):
    """What people found on site."""

    outcome: Outcome
    note: Words


class Found(Finding):
    by: str
    at: AwareDatetime


class Sighting(Driven):
    """`since` is the time stated by the first report, `begun_at` when that was received. `person`
    is the one who fell, if the sensor is personal. `over_at`: all is well since. The hazard has the
    same id.
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
    def is_open(self) -> bool:
        """Somebody is asked, people must check, or nobody has said yet what it was."""
        return self.stage in ("asking", "raised") or (self.stage == "noted" and not self.found)

    @property
    def rests_since(self) -> datetime | None:
        """When it ended; None while it is being handled."""
        since = {"noted": self.begun_at, "well": self.over_at, "closed": self.closed_at}
        return since.get(self.stage)

    @property
    def outcome(self) -> Outcome | None:
        """What it turned out to be: by a finding, else by an answer."""
        if self.found:
            return self.found.outcome
        if not self.answers:
            return None
        last = self.answers[-1]
        return "real" if last.said == "help" or last.fell else "false"


class Changed(NamedTuple):
    """A sighting with its events."""

    after: Sighting
    news: tuple[Event, ...] = ()


class Near(Fact):
    """A candidate for further reports."""

    id: str
    since: AwareDatetime


class Group(Noun):
    """The latest sightings of a kind, of a community or a person; and when the person last pressed
    the button that all is well.
    """

    recent: tuple[Near, ...] = ()
    well_at: AwareDatetime | None = None


class Clip(Noun):
    """The location of a recording, until `due`; after that only its existence is known. It is
    retained beyond `kept_until` while its sighting is open.
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
    """An access to data of a sighting or person, with its purpose; visible to that person."""

    id: str
    about: str
    person: str | None = None
    by: str
    what: Literal["clips", "person", "ward", "list", "handover"]
    purpose: Purpose
    place: str
    at: AwareDatetime
