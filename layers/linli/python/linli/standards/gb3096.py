"""GB 3096-2008: equivalent noise levels by day and night, and the limits of each zone. Pure.

Levels are in dB(A) at equal intervals and averaged by energy. Results are rounded to a tenth.
Nothing measured is None, never 0.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from linli.standards.data import Number, Row, exact, in_force, rounded
from linli.wall import CHINA, Hour

Zone = Literal["0", "1", "2", "3", "4a", "4b"]
PeriodName = Literal["day", "night"]
NOON = time(12)
LOUDEST = 300  # dB(A); no instrument measures more
DIGITS, KEPT = 40, 20  # the last digits are blurred by the logarithm


class Limit(Row):
    """A row of rules/gb3096_limits.yaml. `leq` is 等效声级, `lmax` that of sudden noise."""

    zone: Zone
    period: PeriodName
    measure: Literal["leq", "lmax"]
    value: Decimal
    unit: str


class Night(Row):
    """A row of rules/gb3096_night.yaml: a city may move its start but not its length."""

    start: Hour
    hours: Annotated[int, Field(ge=8, le=8)]


class Period(NamedTuple):
    """A night, or the day from the end of one night to the beginning of the next."""

    name: PeriodName
    begins: datetime
    ends: datetime

    @property
    def day(self) -> date:
        """A night belongs to the day on which it begins."""
        return self.begins.date()


class Sample(NamedTuple):
    """`peak` is the maximum within the interval, if the instrument reports it."""

    at: datetime
    level: Number
    peak: Number | None = None


class Levels(NamedTuple):
    """Of `samples` intervals. L10 is the level reached or exceeded for a tenth of the time."""

    leq: Decimal
    l10: Decimal
    l50: Decimal
    l90: Decimal
    lmax: Decimal
    samples: int


class Judged(NamedTuple):
    measure: Literal["leq", "lmax"]
    value: Decimal
    limit: Decimal
    exceeded: bool
    row: str
    article: str
    verified: bool


def leq(levels: Iterable[Number | None]) -> Decimal | None:
    known = _known(levels)
    if not known:
        return None
    with localcontext(prec=DIGITS, rounding=ROUND_HALF_EVEN):
        energy = sum((Decimal(10) ** (_decimal(one) / 10) for one in known), Decimal(0))
        level = 10 * (energy / len(known)).log10()
    return rounded(round(Fraction(level), KEPT), 1)


def percentile(levels: Iterable[Number | None], percent: int) -> Decimal | None:
    """The level exceeded for so much of the time: of a hundred levels, L10 is the tenth highest."""
    known = sorted(_known(levels), reverse=True)
    return rounded(known[ceil(len(known) * Fraction(percent, 100)) - 1], 1) if known else None


def summary(samples: Sequence[Sample]) -> Levels | None:
    levels = _known(sample.level for sample in samples)
    mean = leq(levels)
    l10, l50, l90 = (percentile(levels, percent) for percent in (10, 50, 90))
    if mean is None or l10 is None or l50 is None or l90 is None:
        return None
    loudest = max([*levels, *_known(sample.peak for sample in samples)])
    return Levels(mean, l10, l50, l90, rounded(loudest, 1), len(levels))


def period(at: datetime, nights: Iterable[Night]) -> Period:
    """Each night is of eight hours, by the row in force on its evening, although another may take
    effect at midnight; the day after it is the longer or shorter.
    """
    nights, today = tuple(nights), at.astimezone(CHINA).date()
    around = [_night(today + timedelta(days=n), nights) for n in (-2, -1, 0, 1)]
    return next(
        after if after.begins <= at else Period("day", before.ends, after.begins)
        for before, after in pairwise(around)
        if at < after.ends
    )


def judge(
    zone: Zone,
    name: PeriodName,
    limits: Iterable[Limit],
    day: date,
    *,
    leq: Number | None = None,
    lmax: Number | None = None,
) -> tuple[Judged, ...]:
    """The measured levels against their limits; `day` is that of the period."""
    said = {"leq": _known([leq]), "lmax": _known([lmax])}
    return tuple(
        _judged(row, rounded(said[row.measure][0], 1))
        for row in in_force(limits, day)
        if (row.zone, row.period) == (zone, name) and said[row.measure]
    )


def _judged(row: Limit, value: Decimal) -> Judged:
    over = value > row.value
    return Judged(row.measure, value, row.value, over, row.id, row.article, row.verified)


def _night(evening: date, nights: Iterable[Night]) -> Period:
    """It may begin after midnight."""
    [row] = in_force(nights, evening)
    after = timedelta(days=row.start < NOON)
    begins = datetime.combine(evening + after, row.start, CHINA)
    return Period("night", begins, begins + timedelta(hours=row.hours))


def _known(levels: Iterable[Number | None]) -> list[Fraction]:
    said = map(exact, levels)
    return [one for one in said if one is not None and abs(one) <= LOUDEST]


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
