"""What the routes of readings answer beside the readings."""

from pydantic import AwareDatetime, BaseModel

from .model import Look


class Latest(BaseModel):
    """The newest that was measured, by event time; nothing, of a device that never spoke."""

    at: AwareDatetime | None = None
    measures: dict[str, float] = {}


class Looks(BaseModel):
    items: list[Look]
    next: str | None
    names: dict[str, str]  # of staff, by their ids
