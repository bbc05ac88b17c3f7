"""Tries a rule on what an asset has measured, before it is put in force. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated, NamedTuple, Self

from pydantic import AwareDatetime, Field, model_validator

from functions.facilities.hazards.model import Limit
from functions.facilities.model import Kind
from linli.alarms import horizon
from linli.alarms.fitting import Units, fit
from linli.alarms.hours import Hours
from linli.alarms.model import Flaps, Rule, Step, Stretch
from linli.alarms.quiet import reach
from linli.alarms.state import Alarm
from linli.alarms.trial import trial
from linli.errors import Invalid
from linli.model import Fact
from linli.points import Point

LONGEST = timedelta(days=92)
SHOWN = 200  # alarms per answer


class Tried(Fact):
    """The rule to try, and the period of the asset's past."""

    begins: AwareDatetime = Field(alias="from")
    until: AwareDatetime
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=9)]
    hours: Hours | None = None
    holds_seconds: Stretch | None = None
    flaps: Flaps | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        rule(self, Kind.MANHOLE)  # refuses steps that do not rise
        return self


class Outcome(NamedTuple):
    """The result up to `until`. `rest` is where the next part begins: before any open alarm, so
    that each alarm appears once and whole, unless it is longer than the period.
    """

    alarms: tuple[Alarm, ...]
    samples: int
    until: datetime
    rest: datetime | None


def checked(tried: Tried, now: datetime) -> None:
    if tried.begins >= tried.until:
        raise Invalid("ends-before", "/body/until")
    if tried.until - tried.begins > LONGEST:
        raise Invalid("span-too-long", "/body/until")
    if tried.begins >= now:
        raise Invalid("in-the-future", "/body/from")


def units(limits: Iterable[Limit], kind: Kind) -> Units:
    return {limit.measure: limit.unit for limit in limits if limit.kind == kind}


def rule(tried: Tried, kind: Kind) -> Rule:
    said = tried.model_dump(include={"steps", "hours", "holds_seconds", "flaps"})
    known = {"id": "trial", "kind": kind, "article": "trial", "mark": "U"}
    return Rule.model_validate({**said, **known, "effective_from": tried.begins.date()})


def fitted(tried: Tried, kind: Kind, known: Units) -> Rule:
    return fit(rule(tried, kind), known)


def outcome(
    of: Rule, points: list[Point], begins: datetime, until: datetime, *, last: bool
) -> Outcome:
    """As if in force since `begins`; `last` if no samples follow."""
    told = trial(of, points, until)
    alarms = told.alarms[:SHOWN]
    if len(alarms) < len(told.alarms):
        until, last = told.alarms[SHOWN].onset, False
    if last:
        return Outcome(alarms, told.samples, until, None)
    going_on = next((one for one in alarms if one.ended_at is None or one.ended_at > until), None)
    rest = until
    if going_on and going_on.onset > begins:
        alarms = tuple(one for one in alarms if one is not going_on)
        rest = going_on.onset
    rest = max(rest - reach(of), begins + horizon.MOMENT)
    return Outcome(alarms, told.samples, until, rest)
