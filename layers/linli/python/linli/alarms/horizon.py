"""From where a rule is told again: the states that were kept, and the samples that are needed."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from linli.messages import BEHIND
from linli.points import Point, ordered

from .model import Rule
from .quiet import reach
from .running import run
from .state import Around, State

AGES = (timedelta(hours=1), timedelta(days=1), BEHIND + timedelta(days=1))
MOMENT = timedelta(microseconds=1)


class Start(NamedTuple):
    """The state to begin with; the samples that follow `after` are needed."""

    base: State
    after: datetime


def kept(states: Iterable[State], start: Start, new: State, now: datetime) -> list[State]:
    """Which to keep, the newest last: few, so that a late sample finds one before it that is not
    much older. What had been told beyond the start is no more.
    """
    good = {state.at or now: state for state in (*states, start.base)}
    told = sorted(at for at in good if at <= start.after)
    aged = {max((at for at in told if at <= now - age), default=told[0]) for age in AGES}
    return [*(good[at] for at in sorted(aged)), new._replace(closed=())]


def start(rule: Rule, states: Iterable[State], earliest: datetime, now: datetime) -> Start:
    """From where to tell it again, if the eldest new sample is of then. One from ahead has not come
    true, nor have those before it: then it is told from now.

    Where all has been well since the state, as before the first of them, nothing is remembered but
    how often it was not: what was measured between is left where it is, but for the rule's reach.
    """
    earliest = min(earliest, now)
    near, base, following = earliest - reach(rule) - MOMENT, State(), State()
    for state in states:
        if state.at and state.at < earliest:
            base = state
        else:
            following = state
            break
    if base.at and (base.at >= near or not _is_well(base, following)):
        return Start(base, base.at)
    return Start(State(at=near, onsets=base.onsets, up=base.up), near)


def late(states: Iterable[State], begins: datetime, *, spanned: bool) -> Start:
    """From where to tell it if only what was measured from `begins` on is asked for. An alarm that
    spans it is told on from a state that has it, as its onset is not told again.
    """
    dated = [(state.at, state) for state in states if state.at]
    older, newer = ([one for one in dated if (one[0] >= begins) is new] for new in (False, True))
    if newer and spanned:
        return Start(newer[0][1], newer[0][0])
    head = older[-1][1] if older else State()
    if newer or head.is_calm:
        head = State(onsets=head.onsets, up=head.up)
    return Start(head._replace(at=begins), begins)


def spliced(rule: Rule, start: Start, points: Iterable[Point], around: Around) -> Start:
    """The start of a thing that was well there, with what people must end: it is so to this day,
    whatever was measured since, though that is more than is told again. When it was calm again is
    known from the start on alone.
    """
    if start.base.alarm or all(step.clears for step in rule.steps):
        return start
    ended = max((at for at in around.ended if at <= start.after), default=None)
    known = ordered(p for p in points if p.at <= start.after and (not ended or p.at > ended))
    if not known:
        return start
    found = run(rule, State(), known, known[-1].at, around)
    if found.alarm is None or rule.step(found.alarm.level).clears:
        return start
    return start._replace(base=found._replace(at=start.after, closed=(), up=start.after))


def _is_well(base: State, following: State) -> bool:
    """From the one to the other; states between them may have been dropped."""
    return base.is_calm and (following.up is None or following.up <= (base.at or following.up))
