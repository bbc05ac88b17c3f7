"""Evaluates the rules of one thing again, each from the last usable state.

Pure, except that `past` reads the samples needed.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from linli.points import Point, TooMany

from . import horizon
from .followed import Change, Followed, Following, Heard, Past, Thing, shape
from .model import Rule
from .running import Evaluated, evaluate
from .state import Around, State
from .telling import News, Told, final, tell

MOST = 24  # alarms of a rule that are kept because late samples may still change them


def reevaluate(
    known: Following,
    thing: Thing,
    affected: Mapping[str, datetime],
    points: Sequence[Point],
    now: datetime,
    past: Past,
) -> Change:
    """Evaluates each rule in `affected` from that time on, and each that is due.

    If there are too many samples, only the latest count, and the rules concerned are marked `cut`.
    """
    begins: datetime | None = None
    while True:
        try:
            return _reevaluated(known, thing, affected, points, now, past, begins)
        except TooMany as many:  # those of earlier packs; other packs may have too many as well
            if begins and many.begins <= begins:
                raise
            begins = many.begins


def _reevaluated(
    known: Following,
    thing: Thing,
    affected: Mapping[str, datetime],
    points: Sequence[Point],
    now: datetime,
    past: Past,
    begins: datetime | None = None,
) -> Change:
    rules = {rule.id: rule for rule in thing.rules}
    since = _since(known, rules, affected, now)
    begun = {name: _begin(known.get(name), rules[name], at, now) for name, at in since.items()}
    short = {name for name, start in begun.items() if begins and start.after < begins}
    if begins:
        begun |= {name: _begin_late(known.get(name), rules[name], begins) for name in short}
    latched = _latched(known, thing, rules, begun, points)
    begun, short = begun | latched, short | latched.keys()
    samples = [*past(min(one.after for one in begun.values())), *points] if begun else []
    after = {name: one for name, one in known.items() if name in rules}
    news = [one for name, gone in known.items() if name not in rules for one in _gone(name, gone)]
    over: list[Told] = []
    for name, start in begun.items():
        before = known.get(name) or Followed(shape=shape(rules[name]))
        found = _found(thing, rules[name], before, start, samples, now)
        one = _followed(rules[name], before, start, found, now)
        if name in short:
            one = one._replace(after=_cut(one.after, start))
        news += [Heard(name, rules[name], said) for said in one.news]
        if one.news or name in short or not _is_same(before, one.after, since[name]):
            after[name] = one.after
            over += one.over
    return Change(after, tuple(news), tuple(over))


def _since(
    known: Following, rules: Mapping[str, Rule], affected: Mapping[str, datetime], now: datetime
) -> dict[str, datetime]:
    """The time from which each is evaluated: what was due earlier comes before a later sample."""
    since = {name: at for name, at in affected.items() if name in rules}
    for name in known.keys() & rules.keys():
        if (due := known[name].due) and due <= now:
            since[name] = min(due, since.get(name, due))
    return since


def _begin(followed: Followed | None, rule: Rule, at: datetime, now: datetime) -> horizon.Start:
    if followed and followed.cut and followed.cut >= at:
        at = followed.cut + horizon.MOMENT
        now = max(now, at)  # with a device's clock ahead, `cut` may be later than now
    return horizon.start(rule, _states(followed, rule), at, now)


def _begin_late(followed: Followed | None, rule: Rule, begins: datetime) -> horizon.Start:
    told = [one.alarm for one in followed.told if not one.withdrawn] if followed else []
    spanned = (one for one in told if one.onset < begins <= (one.ended_at or begins))
    return horizon.late(_states(followed, rule), begins, spanned=any(spanned))


def _latched(
    known: Following,
    thing: Thing,
    rules: Mapping[str, Rule],
    begun: Mapping[str, horizon.Start],
    points: Sequence[Point],
) -> dict[str, horizon.Start]:
    """The starts that change as a sample before them began an alarm that only people can end."""
    spliced = {
        name: horizon.spliced(rules[name], start, points, _around(thing, known.get(name)))
        for name, start in begun.items()
    }
    return {name: start for name, start in spliced.items() if start != begun[name]}


def _cut(followed: Followed, start: horizon.Start) -> Followed:
    """Discards the states before the start, so that a later evaluation begins there as well."""
    cut = max(start.after, followed.cut or start.after)
    known = {one.at: one for one in (start.base, *followed.states)}
    states = tuple(one for at, one in known.items() if at and at >= cut)
    return followed.model_copy(update={"cut": cut, "states": states})


def _around(thing: Thing, followed: Followed | None) -> Around:
    return Around(thing.windows, followed.ended if followed else ())


def _states(followed: Followed | None, rule: Rule) -> tuple[State, ...]:
    return followed.states if followed and followed.shape == shape(rule) else ()


def _found(
    thing: Thing,
    rule: Rule,
    before: Followed,
    start: horizon.Start,
    samples: Iterable[Point],
    now: datetime,
) -> Evaluated:
    around = _around(thing, before)
    needed = [point for point in samples if point.at > start.after]
    return evaluate(rule, thing.id, needed, now, base=start.base, around=around)


class _One(NamedTuple):
    after: Followed
    news: tuple[News, ...]
    over: tuple[Told, ...]


def _followed(
    rule: Rule, before: Followed, start: horizon.Start, found: Evaluated, now: datetime
) -> _One:
    telling = tell(before.told, found.alarms, start.after)
    states = tuple(horizon.kept(_states(before, rule), start, found.state, now))
    cut = before.cut
    while len(states) > 1 and len(_left(telling.known, states)) > MOST:
        states = states[1:]
        cut = states[0].at
    left = _left(telling.known, states)
    new = {
        "shape": shape(rule),
        "states": states,
        "told": left,
        "ended": tuple(one for one in before.ended if one >= (states[0].at or now)),
        "due": found.due,
        "cut": cut,
    }
    over = tuple(one for one in telling.known if one not in left)
    return _One(before.model_copy(update=new), telling.news, over)


def _left(told: Iterable[Told], states: Sequence[State]) -> tuple[Told, ...]:
    """Without those that can no longer change."""
    eldest = states[0].at
    return tuple(one for one in told if eldest is None or not final(one, eldest))


def _gone(name: str, followed: Followed) -> list[Heard]:
    open_ones = [one for one in followed.told if one.is_open]
    gone = [one._replace(version=one.version + 1, withdrawn=True) for one in open_ones]
    return [Heard(name, None, News("withdrawn", one, one.alarm)) for one in gone]


def _is_same(before: Followed, after: Followed, since: datetime) -> bool:
    """Whether the kept states need not be written: nothing was wrong meanwhile, nothing else is
    due, and the next evaluation can continue from the old state.
    """
    was, is_now = before.head, after.head
    calm = was.is_calm and is_now.is_calm and was.up == is_now.up
    same = (before.due, before.ended, before.shape) == (after.due, after.ended, after.shape)
    return calm and same and (was.at is None or since > was.at)
