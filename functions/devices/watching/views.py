"""Responses of the routes of alarms."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field

from linli.alarms.model import Rule
from linli.alarms.trial import Trial
from linli.model import Fact

from .model import Alarm, Work

LISTED = 200  # alarms listed of a trial


class Alarms(BaseModel):
    items: list[Alarm]
    next: str | None


class Shown(BaseModel):
    """A window, without its internal request."""

    id: str
    why: str
    begins: AwareDatetime
    until: AwareDatetime
    reason: str
    by: str
    ended_by: str | None


class Windows(BaseModel):
    items: list[Shown]
    names: dict[str, str]  # of staff, by their ids


class Trying(Fact):
    """The rule to try, and the period of the device's past."""

    rule: Rule
    begins: Annotated[AwareDatetime, Field(alias="from")]
    until: AwareDatetime


class Would(BaseModel):
    """One alarm that it would have raised."""

    onset: AwareDatetime
    level: int
    values: dict[str, float]
    cleared_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    drill: bool
    flapping: bool


class Tried(BaseModel):
    """How many alarms it would have raised, and how many by highest level; the latest are listed,
    and `left_off` earlier ones are not. A trial has no effect.
    """

    fired: int
    levels: dict[int, int]
    open_seconds: float
    samples: int
    begins: AwareDatetime
    until: AwareDatetime
    alarms: list[Would]
    left_off: int


def window(work: Work) -> Shown:
    return Shown.model_validate(work.model_dump(exclude={"request"}))


def tried(trial: Trial, asked: Trying) -> Tried:
    return Tried(
        fired=trial.fired,
        levels=trial.levels,
        open_seconds=trial.open_for.total_seconds(),
        samples=trial.samples,
        begins=asked.begins,
        until=asked.until,
        alarms=[Would.model_validate(one.model_dump()) for one in trial.alarms[-LISTED:]],
        left_off=max(0, trial.fired - LISTED),
    )
