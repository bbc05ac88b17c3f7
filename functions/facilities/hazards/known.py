"""The rows that what is sensed is held to and read by, as the city has them."""

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
OWN = life.holding(LIMITS)  # of what a kind says itself, or an inspector measures of it
MEASURES = {kind: {one.measure for one in held} for kind, held in OWN.items()}
HELD = life.holding(limit for kind in Kind for limit in life.held_to(kind, LIMITS))
OF_LIMITS = frozenset(one.rule.id for held in HELD.values() for one in held)


def own(kind: Kind, sample: S) -> S:
    """Without what is not of its kind: a panel alone says that of its parts."""
    known = MEASURES.get(kind, ())
    measures = {name: value for name, value in sample.measures.items() if name in known}
    return sample.model_copy(update={"measures": measures})
