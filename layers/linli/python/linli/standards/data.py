"""What the modules of standards share: rows in force, how well each is verified, exact numbers.
Pure.

Binary floats would round wrongly: 0.15 is not exactly 0.15. So numbers are fractions from
measurement to result, rounded once, half to even (四舍六入五成双).
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeVar

from linli.dated import Dated

Number = int | float | Decimal | Fraction
READ = frozenset({"C", "C0"})  # read in the source, or in a digest of it
FURTHEST = 400  # powers of ten; larger exponents would exhaust memory as a fraction


class Row(Dated):
    """A row of rules/<standard>_<what>.yaml; an unchecked one is shown as 待核实."""

    id: str
    article: str
    mark: str

    @property
    def verified(self) -> bool:
        return set(self.mark.split("/")) <= READ


R = TypeVar("R", bound=Row)


class Words(NamedTuple):
    zh: str
    en: str


def in_force(rows: Iterable[R], day: date) -> tuple[R, ...]:
    return tuple(row for row in rows if row.holds(day))


def all_verified(rows: Iterable[Row]) -> bool:
    return all(row.verified for row in rows)


def articles(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.article for row in rows))


def exact(value: Number | None) -> Fraction | None:
    """The exact decimal value (of a float, its shortest digits); None if it is not finite."""
    if value is None or isinstance(value, Fraction):
        return value
    said = Decimal(str(value))
    if not said.is_finite() or (said and abs(said.adjusted()) > FURTHEST):
        return None
    return Fraction(said) if said else Fraction(0)


def measured(value: Number | None) -> Fraction | None:
    """As `exact`, for quantities that cannot be negative: a negative one counts as not measured."""
    said = exact(value)
    return None if said is None or said < 0 else said


def rounded(value: Fraction, digits: int = 0) -> Decimal:
    return Decimal(round(value * 10**digits)).scaleb(-digits)
