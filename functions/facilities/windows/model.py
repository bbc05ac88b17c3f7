"""A window of time in which fire installations are tested."""

from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from functions.facilities.model import AssetId, Line
from linli.model import Fact, Noun
from linli.places import Community

State = Literal["proposed", "approved", "ended"]
Reason = Annotated[str, Field(min_length=2, max_length=200)]


class Place(Fact):
    """One of: an asset (a panel includes all its points), a building, or a fire compartment
    (`zone`), together with its building.
    """

    asset_id: AssetId | None = None
    zone: Line | None = None
    building: Line | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        place = self.zone or self.building
        if (self.asset_id is None) == (place is None):
            raise ValueError("one place")
        return self


class Wanted(Place):
    """The proposal of a person."""

    community: Community
    begins: Annotated[AwareDatetime, Field(alias="from")]
    until: AwareDatetime
    reason: Reason


class Window(Noun):
    """Effective from its approval until its end, or until a person ends it early."""

    id: str
    community: Community
    asset_id: AssetId | None = None
    zone: Line | None = None
    building: Line | None = None
    begins: AwareDatetime
    until: AwareDatetime
    reason: Reason
    state: State = "proposed"
    proposer: str
    proposed_at: AwareDatetime
    approver: str | None = None
    approved_at: AwareDatetime | None = None
    ended_by: str | None = None
    ended_at: AwareDatetime | None = None
