"""The city's rows by which samples are read and judged."""

from typing import TypeVar

from functions.facilities.model import Kind
from linli.messages import Sample
from linli.numbers import held
from linli.rows import rows

from . import life
from .life import Limits
from .model import LiftCode, Limit, Number, State

S = TypeVar("S", bound=Sample)
CODES = rows("facilities", "lift_codes", LiftCode)
NUMBERS = held(rows("facilities", "sensing", Number))
LIMITS: Limits = (
    *rows("facilities", "limits", Limit),
    *rows("facilities", "states", State),
    *(limit for code in CODES if (limit := code.limit())),
)
OWN = life.holding(LIMITS)  # rules for what a kind reports, or an inspector measures
MEASURES = {kind: {one.measure for one in held} for kind, held in OWN.items()}
HELD = life.holding(limit for kind in Kind for limit in life.held_to(kind, LIMITS))
OF_LIMITS = frozenset(one.rule.id for held in HELD.values() for one in held)


def own(kind: Kind, sample: S) -> S:
    """Without measures that are not of its kind: only a panel reports on its parts."""
    known = MEASURES.get(kind, ())
    measures = {name: value for name, value in sample.measures.items() if name in known}
    return sample.model_copy(update={"measures": measures})
