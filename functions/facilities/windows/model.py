"""A window in which fire installations are tested."""

from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from functions.facilities.model import AssetId, Line
from linli.model import Fact, Noun
from linli.places import Community

State = Literal["proposed", "approved", "ended"]
Reason = Annotated[str, Field(min_length=2, max_length=200)]


class Place(Fact):
    """An asset (a panel with all its points), a building, or a fire compartment, of the building
    that is named with it.
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
    """What a person asks for: from when, until when, and what for."""

    community: Community
    begins: Annotated[AwareDatetime, Field(alias="from")]
    until: AwareDatetime
    reason: Reason


class Window(Noun):
    """It counts from its approval, and not any more once somebody has ended it early."""

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
