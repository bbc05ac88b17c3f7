"""The hours of the day in which a rule is evaluated, by local time. Pure."""

from datetime import date, datetime, time, timedelta
from typing import Annotated

from pydantic import Field

from linli.dated import Dated
from linli.model import Fact
from linli.wall import CHINA, Hour, local_day

DAY = timedelta(days=1)
Weekday = Annotated[int, Field(ge=0, le=6)]


class Hours(Fact):
    """From `begins` to just before `ends`: over midnight if that is earlier, all day if it is the
    same. `days` are the weekdays on which they begin; Monday is 0.
    """

    begins: Hour
    ends: Hour
    days: Annotated[tuple[Weekday, ...], Field(min_length=1, max_length=7)] = (*range(7),)

    def cover(self, at: datetime) -> bool:
        return any(begins <= at < ends for begins, ends in self._near(at))

    def turn(self, at: datetime) -> datetime:
        """The next time after `at` at which they might begin or end."""
        turns = (turn for stretch in self._near(at, ahead=8) for turn in stretch if turn > at)
        return min(turns)

    def _near(self, at: datetime, ahead: int = 0) -> list[tuple[datetime, datetime]]:
        today = local_day(at)
        days = (today + n * DAY for n in range(-1, ahead + 1))
        return [self._of(day) for day in days if day.weekday() in self.days]

    def _of(self, day: date) -> tuple[datetime, datetime]:
        ends = day if self.begins < self.ends else day + DAY
        return _on(day, self.begins), _on(ends, self.ends)


def covered(rule: Dated, hours: Hours | None, at: datetime) -> bool:
    """Whether the rule is in force and within its hours."""
    return rule.in_force(at) and (hours is None or hours.cover(at))


def turn(rule: Dated, hours: Hours | None, at: datetime) -> datetime | None:
    """The next time after `at` at which `covered` might change."""
    turns = [_on(rule.effective_from, time.min)]
    if rule.effective_to:
        turns.append(_on(rule.effective_to + DAY, time.min))
    if hours:
        turns.append(hours.turn(at))
    return min((one for one in turns if one > at), default=None)


def _on(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, CHINA)
