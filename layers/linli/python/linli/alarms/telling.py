"""What is published of alarms: the differences between the published and the present ones."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from .state import Alarm

What = Literal[
    "raised", "worsened", "cleared", "returned", "ended", "corrected", "withdrawn", "flapping"
]


class Told(NamedTuple):
    """An alarm as it was last published; `version` counts how often. If later samples show that it
    never was, it remains as `withdrawn`, with the alarm that absorbed it as `into`, if any.
    """

    alarm: Alarm
    version: int = 1
    withdrawn: bool = False
    into: str | None = None

    @property
    def is_open(self) -> bool:
        return not self.withdrawn and self.alarm.ended_at is None


class News(NamedTuple):
    """One difference to publish. `was` is the alarm as published before, None for a new one."""

    what: What
    told: Told
    was: Alarm | None = None


class Telling(NamedTuple):
    known: tuple[Told, ...]
    news: tuple[News, ...]


def tell(known: Sequence[Told], alarms: Sequence[Alarm], since: datetime | None = None) -> Telling:
    """Compares the published alarms `known` with the newly evaluated `alarms`.

    A published alarm keeps its id while a new one overlaps it: a late sample may move the onset,
    which is a correction of the same alarm. One that overlaps nothing is withdrawn. One that was
    over at `since`, where the evaluation began, is left as it is.
    """
    past = [one for one in known if since and final(one, since)]
    open_to = [one for one in known if one not in past]
    pairs = _pairs(open_to, alarms)
    told: list[Told] = []
    news: list[News] = []
    for number, alarm in enumerate(alarms):
        before = pairs.get(number)
        after, said = _told(before, alarm)
        told.append(after)
        news += said
    for one in (one for one in open_to if one not in pairs.values()):
        after = one if one.withdrawn else _withdrawn(one, told)
        told.append(after)
        news += [] if one.withdrawn else [News("withdrawn", after, one.alarm)]
    return Telling((*past, *sorted(told, key=lambda one: one.alarm.onset)), tuple(news))


def final(one: Told, eldest: datetime) -> bool:
    """Whether no sample can change it any more: it was over before the eldest kept state."""
    over = one.alarm.onset if one.withdrawn else one.alarm.ended_at
    return over is not None and over <= eldest


def _pairs(known: Iterable[Told], alarms: Sequence[Alarm]) -> dict[int, Told]:
    """The published alarm for each new one, by its index: that of the same id, else the first one
    that it overlaps.
    """
    left = sorted(known, key=lambda one: (one.withdrawn, one.alarm.onset))
    pairs: dict[int, Told] = {}
    for same in (_is_named, _overlaps):
        for number, alarm in enumerate(alarms):
            found = next((one for one in left if number not in pairs and same(one, alarm)), None)
            if found is not None:
                pairs[number] = found
                left.remove(found)
    return pairs


def _is_named(one: Told, alarm: Alarm) -> bool:
    return one.alarm.id == alarm.id


def _overlaps(one: Told, alarm: Alarm) -> bool:
    if one.withdrawn or one.alarm.drill != alarm.drill:
        return False
    begins, ends = max(one.alarm.onset, alarm.onset), (one.alarm.ended_at, alarm.ended_at)
    return all(end is None or begins <= end for end in ends)


def _told(before: Told | None, alarm: Alarm) -> tuple[Told, list[News]]:
    if before is None:
        after = Told(alarm)
        return after, [News(what, after) for what in _said(None, alarm)]
    alarm = alarm.model_copy(update={"id": before.alarm.id})
    was = None if before.withdrawn else before.alarm
    if was == alarm:
        return before, []
    after = Told(alarm, before.version + 1)
    return after, [News(what, after, was) for what in _said(was, alarm)]


def _said(was: Alarm | None, now: Alarm) -> list[What]:
    said: list[What] = []
    if was is None:
        said += ["raised"]
    elif now.level > was.level:
        said += ["worsened"]
    elif _is_other(was, now):
        said += ["corrected"]
    if now.flapping and not (was and was.flapping):
        said += ["flapping"]
    if now.cleared_at and not (was and was.cleared_at):
        said += ["cleared"]
    if was and was.cleared_at and not now.cleared_at:
        said += ["returned"]
    if now.ended_at and not (was and was.ended_at):
        said += ["ended"]
    return said


def _is_other(was: Alarm, now: Alarm) -> bool:
    """Whether the past was published wrongly: a difference that time alone does not explain, as
    clearing, returning and ending would be.
    """
    went = (was.cleared_at and now.cleared_at, was.ended_at)
    comes = (now.cleared_at and was.cleared_at, now.ended_at)
    same = all(a is None or a == b for a, b in zip(went, comes, strict=True))
    return not same or any(
        getattr(was, name) != getattr(now, name) for name in ("onset", "level", "stages", "values")
    )


def _withdrawn(one: Told, told: Iterable[Told]) -> Told:
    into = next((other.alarm.id for other in told if _overlaps(one, other.alarm)), None)
    return Told(one.alarm, one.version + 1, withdrawn=True, into=into)
