"""When a step is active: its condition has held long enough, and has not been over for long."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain

from linli.points import Point

from . import hours, leaves
from .model import Rule, Several, Step, When
from .model import leaves as leaves_of
from .state import Heard, Latch

Truth = bool | None


def blank(step: Step) -> Latch:
    return Latch(tuple(Heard() for _ in leaves_of(step.when)))


def take(step: Step, latch: Latch, point: Point) -> Latch:
    pairs = zip(leaves_of(step.when), latch.leaves, strict=True)
    return latch._replace(leaves=tuple(leaves.take(leaf, heard, point) for leaf, heard in pairs))


def settle(rule: Rule, step: Step, latch: Latch, now: datetime) -> Latch:
    """The state of the step at `now`. An unknown condition neither begins nor ends it."""
    pairs = zip(leaves_of(step.when), latch.leaves, strict=True)
    latch = latch._replace(leaves=tuple(leaves.at(leaf, heard, now) for leaf, heard in pairs))
    raw = truth(rule, step, latch, now) if hours.covered(rule, rule.hours, now) else False
    return _on(step, latch, raw, now) if not latch.active else _off(step, latch, raw, now)


def truth(rule: Rule, step: Step, latch: Latch, now: datetime) -> Truth:
    """Whether the condition holds; None if unknown. If no part of it has a valid value any more, it
    is unknown whether the condition is over.
    """
    holds = rule.holds_seconds
    pairs = list(zip(leaves_of(step.when), latch.leaves, strict=True))
    said = _truth(step.when, (leaves.truth(leaf, heard, now, holds) for leaf, heard in pairs))
    silent = all(leaves.faded(leaf, heard, now, holds) for leaf, heard in pairs)
    return None if said is False and silent else said


def turns(rule: Rule, step: Step, latch: Latch) -> Iterable[datetime]:
    """The times at which the step may change without a new sample."""
    if latch.since and not latch.active:
        yield latch.since + timedelta(seconds=step.after_seconds)
    if latch.off:
        yield latch.off + timedelta(seconds=step.off_seconds)
    holds = rule.holds_seconds if latch.is_up else None  # else no value can expire
    pairs = zip(leaves_of(step.when), latch.leaves, strict=True)
    yield from chain.from_iterable(leaves.turns(*pair, holds) for pair in pairs)


def _truth(when: When, known: Iterator[Truth]) -> Truth:
    """Three-valued logic over the parts in their order: None if an unknown one might decide."""
    if not isinstance(when, Several):
        return next(known)
    each = [_truth(one, known) for one in when.of]
    decides = when.by == "any"
    if decides in each:
        return decides
    return None if None in each else not decides


def _on(step: Step, latch: Latch, raw: Truth, now: datetime) -> Latch:
    if not raw:
        return latch._replace(since=None)
    since = latch.since or now
    active = now >= since + timedelta(seconds=step.after_seconds)
    return latch._replace(since=since, active=active)


def _off(step: Step, latch: Latch, raw: Truth, now: datetime) -> Latch:
    if raw or raw is None:
        return latch._replace(off=None)
    off = latch.off or now
    if now < off + timedelta(seconds=step.off_seconds):
        return latch._replace(off=off)
    return latch._replace(since=None, off=None, active=False)
