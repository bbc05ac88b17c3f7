"""Linked actions: the rules that order, allow and forbid them, and each action's state."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AwareDatetime,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from events.facilities import HazardEvent
from functions.facilities.model import Command, Kind, Line, Outcome
from linli.dated import Dated
from linli.model import Driven, Fact, Noun
from linli.places import Place
from linli.roles import Role

Id = Annotated[str, Field(pattern="^[0-9a-f]{26}$")]
Scope = Literal["asset", "linked", "zone", "building"]
Mode = Literal["at-once", "after-confirmation", "by-hand"]
Stage = Literal["proposed", "ordered", "assigned", "answered", "timed_out", "refused"]


class Alarm(Noun):
    """A hazard that triggers or forbids actions while it is standing; `at` is when its episode
    began.

    `heard` is the version of the condition in its latest event, `cases` those it belongs to, by
    trigger. `cleared_at` is when its sensor read normal: it triggers nothing any more, but its bans
    last until it is settled. Before `found` arrives, only later events are known.
    """

    hazard_id: str
    community: Place
    asset_id: str
    kind: str
    measure: str
    category: str
    limit_id: str
    building: str | None = None
    zone: str | None = None
    point: str | None = None  # of a panel, if unregistered
    drill: bool = False
    episode: int = 0
    at: AwareDatetime
    heard: int = 0
    stands: bool = True
    found: bool = True
    cleared_at: AwareDatetime | None = None
    cases: dict[str, str] = {}

    @property
    def calls(self) -> bool:
        """Whether it still calls for actions."""
        return self.stands and self.found and self.cleared_at is None


class Sign(Fact):
    """Matches hazards, and the number of points required; an empty field matches any."""

    kinds: tuple[Kind, ...] = ()
    measures: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()  # A6 includes A6.1
    limits: tuple[str, ...] = ()
    points: Annotated[int, Field(ge=1)] = 1

    def means(self, hazard: Alarm | HazardEvent) -> bool:
        wide = hazard.category, hazard.category.partition(".")[0]
        return (
            (not self.kinds or hazard.kind in self.kinds)
            and (not self.measures or hazard.measure.partition("#")[0] in self.measures)
            and (not self.categories or not set(wide).isdisjoint(self.categories))
            and (not self.limits or hazard.limit_id in self.limits)
        )


class Trigger(Dated):
    """A row of rules/triggers.yaml: hazards in one zone that together trigger actions."""

    id: str
    any_of: Annotated[tuple[tuple[Sign, ...], ...], Field(min_length=1)]
    within: Annotated[int, Field(gt=0)] | None = None  # seconds between its points
    article: str
    mark: str

    def means(self, hazard: Alarm | HazardEvent) -> bool:
        return any(sign.means(hazard) for signs in self.any_of for sign in signs)


class Link(Dated):
    """A row of rules/links.yaml: an action that follows from a trigger, or is allowed by hand.

    Without a `kind` it is a task for people. `by` may confirm or order it, `undo_by` undo it.
    """

    id: str
    trigger: str | None
    kind: Kind | None
    command: Command
    mode: Mode
    scope: Scope
    send_within: Annotated[int, Field(gt=0)]  # seconds from the hazard or the confirmation
    confirm_within: Annotated[int, Field(gt=0)] | None = None  # minutes
    by: tuple[Role, ...] = ()
    undo: Command | None = None
    undo_by: tuple[Role, ...] = ()
    undo_while_standing: bool = True
    in_drill: bool = False
    article: str
    mark: str

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.mode == "by-hand") != (self.trigger is None):
            raise ValueError(f"{self.id}: by hand, or by a trigger")
        if (self.mode == "after-confirmation") != (self.confirm_within is not None):
            raise ValueError(f"{self.id}: what waits for people does so for some time")
        if (self.mode == "at-once") == bool(self.by) or bool(self.undo) != bool(self.undo_by):
            raise ValueError(f"{self.id}: somebody must be able to do what people are to do")
        if self.kind is None and (self.in_drill or self.undo):
            raise ValueError(f"{self.id}: people are asked in earnest only, and cannot be unasked")
        return self


class Ban(Dated):
    """A row of rules/forbidden.yaml: commands forbidden always, or during a hazard."""

    id: str
    kinds: tuple[Kind, ...]  # empty: any
    commands: Annotated[tuple[Command, ...], Field(min_length=1)]
    during: tuple[Sign, ...]  # empty: always
    scope: Scope  # how near the hazard must be
    article: str
    mark: str


class Order(Noun):
    """A command to an asset, or a task for people; the first of answer and time-out counts."""

    id: str
    community: Place
    grid: str | None = None
    stage: Stage = "ordered"
    asset_id: str
    kind: Kind | None = None  # of the commanded asset
    building: str | None = None
    zone: str | None = None
    hazard_id: str = ""  # empty: by hand, without a hazard
    source_id: str = ""  # the asset with the hazard
    command: Command
    link_id: str = ""  # the row of rules/links.yaml
    article: str = ""
    case: str = ""  # the same for all actions of one trigger
    drill: bool = False
    ordered_at: AwareDatetime
    send_until: AwareDatetime  # after that, it becomes a task for people
    expires_at: AwareDatetime | None = None  # of a proposal
    deciders: tuple[Role, ...] = ()  # roles that may confirm it
    by: str | None = None  # who ordered, confirmed or refused it
    reason: Line | None = None
    decided_at: AwareDatetime | None = None
    ban_id: str | None = None  # the rule that forbade it
    undoes: str | None = None  # the action that this one reverses
    reversal_id: str | None = None  # the action that reverses this one
    undone_by: str | None = None  # who requested the reversal
    undone_at: AwareDatetime | None = None
    answered_at: AwareDatetime | None = None
    outcome: Outcome | None = None
    late_outcome: Outcome | None = None
    late_at: AwareDatetime | None = None


class Action(Order):
    """The order with its internal fields."""

    link_from: date | None = None  # since when its rule is in force; None in old rows
    sending_id: str | None = None
    due: AwareDatetime | None = None  # of a proposal

    @model_serializer(mode="wrap")
    def _said(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Omits defaults: half of the fields are unset, and many actions are written at once."""
        return {name: value for name, value in dump(self).items() if value is not None}


class Sending(Driven):
    """Actions that are published together and answered in one execution."""

    stage: Literal["ordered", "sent", "ended"] = "ordered"
    actions: tuple[str, ...]
    send_until: AwareDatetime
    sent_at: AwareDatetime | None = None
