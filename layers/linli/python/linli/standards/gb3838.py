"""GB 3838-2002: the class of surface water, Ⅰ to Ⅴ or worse. Pure.

The worst item decides. A value that fits two classes belongs to the better one.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from linli.standards.data import Number, Row, Words, all_verified, in_force, measured

Water = Literal["river", "lake"]
WORST = 6
CLASSES = MappingProxyType(
    {
        1: Words("Ⅰ类", "class I"),
        2: Words("Ⅱ类", "class II"),
        3: Words("Ⅲ类", "class III"),
        4: Words("Ⅳ类", "class IV"),
        5: Words("Ⅴ类", "class V"),
        WORST: Words("劣Ⅴ类", "worse than class V"),
    }
)


class Limit(Row):
    """A row of rules/gb3838_limits.yaml: `values` are the limits of the five classes, or, `within`
    which it must be in any of them, the least and the most. Without `water` it holds for both.
    """

    measure: str
    zh: str
    en: str
    unit: str
    compare: Literal["le", "ge", "within"]
    values: Annotated[tuple[Decimal, ...], Field(min_length=2, max_length=5)]
    water: Water | None = None

    @model_validator(mode="after")
    def _worsens(self) -> Self:
        better = sorted(self.values, reverse=self.compare == "ge")
        if len(self.values) != (2 if self.compare == "within" else 5) or [*self.values] != better:
            raise ValueError(f"{self.id} does not worsen class by class")
        return self

    def of(self, value: Fraction) -> int:
        if self.compare == "within":
            return 1 if self.values[0] <= value <= self.values[1] else WORST
        fits = [value >= one if self.compare == "ge" else value <= one for one in self.values]
        return fits.index(True) + 1 if True in fits else WORST


class Quality(NamedTuple):
    """`number` indexes CLASSES, None if nothing with a limit was measured; `worst` are the deciding
    items, unless all are of class Ⅰ.
    """

    number: int | None
    items: dict[str, int]
    worst: tuple[str, ...]
    verified: bool


def classify(
    measures: Mapping[str, Number | None], water: Water, limits: Iterable[Limit], day: date
) -> Quality:
    """Items without a limit for this kind of water (total nitrogen in a river) are ignored."""
    items, used = {}, []
    for row in in_force(limits, day):
        value = measured(measures.get(row.measure))
        if value is not None and row.water in (None, water):
            items[row.measure] = row.of(value)
            used.append(row)
    number = max(items.values(), default=None)
    worst = tuple(name for name, one in items.items() if one == number and one > 1)
    return Quality(number, items, worst, bool(used) and all_verified(used))
