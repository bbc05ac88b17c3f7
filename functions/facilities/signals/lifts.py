"""Measures derived for lifts: people trapped, and the fault that a code names. Pure."""

from collections.abc import Iterable
from typing import TypeVar

from functions.facilities.hazards.model import LiftCode
from linli.messages import Sample
from linli.standards import gbt24476

S = TypeVar("S", bound=Sample)


def read(sample: S, codes: Iterable[LiftCode], outside_longer_than: float) -> S:
    """The sample with `trapped` and `fault_code` if they are known. A code that neither is a fault
    nor ends one, such as maintenance, gives no `fault_code`.
    """
    measures, derived = sample.measures, {}
    trapped = gbt24476.trapped(measures, outside_longer_than)
    if trapped is not None:
        derived["trapped"] = float(trapped)
    code = measures.get("code")
    faults = {row.code for row in codes if row.raises and row.in_force(sample.at)}
    if code is not None and code in faults | gbt24476.CALM:
        derived["fault_code"] = code
    return sample.model_copy(update={"measures": {**measures, **derived}})
