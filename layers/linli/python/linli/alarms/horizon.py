"""Where an evaluation begins: which earlier states are kept, and which samples are needed."""

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
    """The state to begin with; all samples after `after` are needed."""

    base: State
    after: datetime


def kept(states: Iterable[State], start: Start, new: State, now: datetime) -> list[State]:
    """The states to keep, the newest last: one for each of `AGES`, so that a late sample finds one
    before it that is not much older. States after the start are replaced by the new one.
    """
    good = {state.at or now: state for state in (*states, start.base)}
    told = sorted(at for at in good if at <= start.after)
    aged = {max((at for at in told if at <= now - age), default=told[0]) for age in AGES}
    return [*(good[at] for at in sorted(aged)), new._replace(closed=())]


def start(rule: Rule, states: Iterable[State], earliest: datetime, now: datetime) -> Start:
    """Where to begin if the earliest new sample is of `earliest`; if that is in the future, at now.

    If there was no alarm from the last state before it to the next, the evaluation begins only the
    rule's reach before the sample, with nothing of that state but its onsets. The samples between
    are not read.
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
    """Where to begin if only samples from `begins` on are read. An alarm that spans that time
    continues from a state that contains it, as its onset is not evaluated again.
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
    """A start inside an alarm that only people can end, if the `points` before the start began one.

    Such an alarm is still open however many samples followed, even more than can be read. Since
    when nothing is wrong is known only from the start on.
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
    """Whether there was no alarm from one to the other; states between may have been dropped."""
    return base.is_calm and (following.up is None or following.up <= (base.at or following.up))
