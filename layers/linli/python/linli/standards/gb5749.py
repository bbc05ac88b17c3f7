"""GB 5749-2022: drinking water, at the plant and at the tap. Pure.

A value outside its limits is only a suspicion: a laboratory decides that water is unsafe.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple, Self

from pydantic import model_validator

from linli.standards.data import Number, Row, all_verified, in_force, measured

Point = Literal["plant", "tap"]
Outcome = Literal["ok", "low", "high"]


class Limit(Row):
    """A row of rules/gb5749_limits.yaml. Without `point` it applies to both; a `small` row replaces
    the ordinary one for small supplies.
    """

    measure: str
    zh: str
    en: str
    unit: str
    point: Point | None = None
    small: bool = False
    least: Decimal | None = None
    most: Decimal | None = None

    @model_validator(mode="after")
    def _limits(self) -> Self:
        if self.least is None and self.most is None:
            raise ValueError(f"{self.id} limits nothing")
        return self


class Judged(NamedTuple):
    measure: str
    outcome: Outcome
    limit: Limit


class Water(NamedTuple):
    """`ok` is None if nothing with a limit was measured. Measures without a limit are left out."""

    ok: bool | None
    judged: tuple[Judged, ...]
    verified: bool

    @property
    def failing(self) -> tuple[Judged, ...]:
        return tuple(one for one in self.judged if one.outcome != "ok")


def judge(
    measures: Mapping[str, Number | None],
    point: Point,
    limits: Iterable[Limit],
    day: date,
    *,
    small: bool = False,
) -> Water:
    """`small`: a small supply, to which wider limits apply (小型集中式供水)."""
    judged = tuple(_judged(measures, held(limits, point, day, small=small)))
    ok = all(one.outcome == "ok" for one in judged) if judged else None
    return Water(ok, judged, bool(judged) and all_verified(one.limit for one in judged))


def held(limits: Iterable[Limit], point: Point, day: date, *, small: bool = False) -> list[Limit]:
    """The limits that apply there, one per measure; those of small supplies replace the others."""
    here = [row for row in in_force(limits, day) if row.point in (None, point)]
    own = sorted((row for row in here if small or not row.small), key=lambda row: row.small)
    return list({row.measure: row for row in own}.values())


def _judged(measures: Mapping[str, Number | None], limits: Iterable[Limit]) -> Iterator[Judged]:
    for limit in limits:
        measure, value = limit.measure, measured(measures.get(limit.measure))
        if value is None:
            continue
        low = limit.least is not None and value < limit.least
        high = limit.most is not None and value > limit.most
        yield Judged(measure, "low" if low else "high" if high else "ok", limit)
