"""The rules that assets are currently held to: the limits, and the city's own rules, which can
change while functions run. Folding loads them; deciding what is calm uses a copy some seconds old.
"""

import time
from collections.abc import Iterable
from typing import NamedTuple

from functions.facilities.model import Kind
from functions.facilities.rulings import store
from functions.facilities.rulings.model import Ruling
from linli.alarms import model
from linli.alarms.inside import Inside
from linli.alarms.model import leaves

from . import life
from .known import HELD, OWN
from .life import Holding

LASTS = 30  # seconds
INSIDE = {kind: Inside(one.rule for one in held) for kind, held in OWN.items()}


class Standing(NamedTuple):
    """`inside` tells which samples violate no limit; `waited` are kinds whose absence is
    an alarm.
    """

    holding: Holding
    inside: dict[Kind, Inside]
    waited: frozenset[Kind]


_known: list[tuple[float, Standing]] = []


def holding(*kinds: Kind) -> Holding:
    """The current rules for these kinds."""
    return with_limits(store.rulings(kinds).values())


def lately() -> Standing:
    """The rules of all kinds, at most LASTS seconds old."""
    now = time.monotonic()
    if not _known or now >= _known[0][0]:
        _known[:] = [(now + LASTS, _standing(store.rulings(Kind).values()))]
    return _known[0][1]


def forget() -> None:
    _known.clear()


def _standing(rulings: Iterable[Ruling]) -> Standing:
    ruled = {one.kind: one.rules for one in rulings if one.rules}
    own = {kind: [one.rule for one in OWN.get(kind, ())] for kind in ruled}
    inside = {kind: Inside([*own[kind], *rules]) for kind, rules in ruled.items()}
    waited = {
        rule.kind
        for rules in ruled.values()
        for rule in rules
        if any(isinstance(leaf, model.Absence) for step in rule.steps for leaf in leaves(step.when))
    }
    held = with_limits(one for one in rulings if one.rules)
    return Standing(held, INSIDE | inside, frozenset(map(Kind, waited)))


def with_limits(rulings: Iterable[Ruling]) -> Holding:
    """These rules of the city beside the limits."""
    own = {one.kind: (*HELD.get(one.kind, ()), *map(life.of_city, one.rules)) for one in rulings}
    return {**HELD, **own}
