"""Counts which of a device's messages a feature has stored, for the conservation check of another
feature.

A feature that stores packs calls `counting.answer(answers)` in its answers.py.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Annotated

from pydantic import Field

from linli import refusals
from linli.answers import Answers
from linli.messages import AHEAD, BEHIND

from . import reading
from .model import Pack
from .stretch import Count, Newest, Stretch

NEAR = timedelta(minutes=10)  # between a message's own time and its sending, usually
SHOWN = 20  # missing numbers listed
FAR = 20  # stretches per question that are searched widely: each reads eight days
Things = Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=100)]


Stretches = Annotated[list[Stretch], Field(max_length=100)]


def answer(answers: Answers) -> None:
    answers.to("devices")(counted)
    answers.to("devices")(newest)


def counted(stretches: Stretches) -> list[Count]:
    """Only the first incomplete stretches are searched widely; the others when asked again."""
    found: list[Count] = []
    for one in stretches:
        found.append(count(one, far=sum(known.far for known in found) < FAR))
    return found


def newest(things: Things) -> dict[str, Newest]:
    """The newest sample of each thing; things without one are left out."""
    found = {thing: reading.spoke(thing) for thing in things}
    return {thing: Newest(at=one.at, numbered=one.boot > 0) for thing, one in found.items() if one}


def count(stretch: Stretch, *, far: bool = True) -> Count:
    """Messages sent after an outage are dated long before: `far` searches for these too."""
    begins, ends = stretch.begins - NEAR, stretch.ends + NEAR
    stored = _numbers(reading.each(stretch.thing, begins, ends), stretch)
    far = far and len(stored) < stretch.sent
    if far:
        begins, ends = stretch.begins - BEHIND, stretch.ends + AHEAD
        stored |= _numbers(reading.each(stretch.thing, begins, ends), stretch)
    return _count(stretch, stored).model_copy(update={"far": far})


def _count(stretch: Stretch, stored: set[int]) -> Count:
    missing = set(range(stretch.first, stretch.last + 1)) - stored
    if not missing:
        return Count(thing=stretch.thing, stored=len(stored), refused=0, missing=0)
    named, unnamed = refusals.refused(stretch.thing, stretch.begins - NEAR, stretch.ends + NEAR)
    known = {seq for boot, seq in named if boot == stretch.boot and seq in missing}
    left = sorted(missing - known)
    nameless = min(unnamed, len(left))  # unreadable messages have no number
    return Count(
        thing=stretch.thing,
        stored=len(stored),
        refused=len(known) + nameless,
        missing=len(left) - nameless,
        numbers=tuple(left[:SHOWN]) if len(left) > nameless else (),
    )


def _numbers(packs: Iterable[Pack], stretch: Stretch) -> set[int]:
    return {
        pack.seq
        for pack in packs
        if pack.boot == stretch.boot and stretch.first <= pack.seq <= stretch.last
    }
