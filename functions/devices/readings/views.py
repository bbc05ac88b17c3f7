"""Further responses of the routes of measurements."""

from pydantic import AwareDatetime, BaseModel

from .model import Look


class Latest(BaseModel):
    """The newest values by event time; empty if the device never sent any."""

    at: AwareDatetime | None = None
    measures: dict[str, float] = {}


class Looks(BaseModel):
    items: list[Look]
    next: str | None
    names: dict[str, str]  # of staff, by their ids
