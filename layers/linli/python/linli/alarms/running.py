"""The evaluation of a rule over samples: a small state machine in event time.

It moves at each sample and whenever something is due; at the same moment, the sample comes first.
Evaluating in two parts, with the state kept between, gives the same as evaluating in one.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from linli.points import Point, ordered

from . import hours, life, steps
from .ids import named
from .model import Rule
from .state import NOTHING, Alarm, Around, Latch, State


class Evaluated(NamedTuple):
    """`due` is when the next change happens if there are no more samples."""

    state: State
    alarms: tuple[Alarm, ...]
    due: datetime | None


def evaluate(
    rule: Rule,
    thing: str,
    points: Iterable[Point],
    now: datetime,
    *,
    base: State | None = None,
    around: Around = NOTHING,
) -> Evaluated:
    """The alarms of a thing since `base`, from the samples since then. Those stamped later than now
    wait until then, without delaying others.
    """
    known = ordered(points)
    state = run(rule, base or State(), known, now, around)
    alarms = tuple(named(rule, thing, alarm) for alarm in state.alarms)
    ahead = (point.at for point in known if point.at > now)
    turns = (due(rule, state, around), min(ahead, default=None))
    return Evaluated(state, alarms, min((turn for turn in turns if turn), default=None))


def run(
    rule: Rule, base: State, known: Iterable[Point], until: datetime, around: Around = NOTHING
) -> State:
    """The state at `until`. `known` is sorted; samples no later than `base` are skipped, as they
    are in it or came too late to count.
    """
    state = base if base.latches else base._replace(latches=tuple(map(steps.blank, rule.steps)))
    begins = base.at
    for point in known:
        if point.at > until or (begins and point.at <= begins):
            continue
        state = _wait(rule, state, point.at, around, last=False)
        pairs = zip(rule.steps, state.latches, strict=True)
        taken = tuple(steps.take(step, latch, point) for step, latch in pairs)
        state = _settle(rule, state, taken, point.at, around)
    state = _wait(rule, state, until, around, last=True)
    return state._replace(at=max(until, state.at or until))


def due(rule: Rule, state: State, around: Around = NOTHING) -> datetime | None:
    """The next moment at which the state may change without a new sample."""
    if (at := state.at) is None:
        return None
    turns: list[datetime | None] = [life.turn(rule, state, around)]
    for step, latch in zip(rule.steps, state.latches, strict=True):
        turns += steps.turns(rule, step, latch)
        if latch.active or latch.since or steps.truth(rule, step, latch, at):
            turns.append(hours.turn(rule, rule.hours, at))
    return min((turn for turn in turns if turn and turn > at), default=None)


def _wait(rule: Rule, state: State, until: datetime, around: Around, *, last: bool) -> State:
    """The state after all that is due before `until`, and with `last` at `until` too."""
    while (turn := due(rule, state, around)) and (turn < until or (last and turn == until)):
        state = _settle(rule, state, state.latches, turn, around)
    return state


def _settle(
    rule: Rule, before: State, known: Iterable[Latch], now: datetime, around: Around
) -> State:
    pairs = zip(rule.steps, known, strict=True)
    latches = tuple(steps.settle(rule, step, latch, now) for step, latch in pairs)
    after = life.settle(rule, before._replace(at=now, latches=latches), now, around)
    return after if before.is_calm and after.is_calm else after._replace(up=now)
