"""Linked actions: the rows that order them, and what became of each."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from functions.facilities.model import Command, Kind, Outcome
from linli.dated import Dated
from linli.model import Driven, Noun
from linli.places import Place


class Link(Dated, extra="ignore"):
    """A row of rules/links.yaml: what follows at once, without a person, when a limit is passed."""

    id: str
    limits: tuple[str, ...]
    kind: Kind  # of the linked assets that are told
    command: Command
    send_within: Annotated[int, Field(gt=0)]  # seconds from the hazard
    article: str
    mark: str


class Order(Noun):
    """A command to a linked asset because of a hazard; the first of answer and time-out counts."""

    id: str
    community: Place
    stage: Literal["ordered", "answered", "timed_out"] = "ordered"
    asset_id: str
    hazard_id: str
    source_id: str  # the asset with the hazard
    command: Command
    link: Link  # the row that orders it
    ordered_at: AwareDatetime
    send_until: AwareDatetime  # later, a person must do it
    sent_at: AwareDatetime | None = None
    answered_at: AwareDatetime | None = None
    outcome: Outcome | None = None
    late_outcome: Outcome | None = None
    late_at: AwareDatetime | None = None


class Action(Order, Driven):
    """The order with what drives it, which is nobody's to see: the token is a secret."""
