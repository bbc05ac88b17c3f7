"""Figures as shown: means and shares, None where there is nothing to divide by."""

from functions.facilities.assets.views import Page
from linli.model import Fact

from .model import By, Figure, Outcome, Spent, Step

STEPS: tuple[Step, ...] = ("assign", "repair", "verify", "close", "whole")


class Mean(Fact):
    """The mean over `n` hazards."""

    n: int
    mean_seconds: int | None


class Shown(Fact):
    """`between` is the interval between hazards of an asset. `cost` is in 分; `mean_cost` is over
    those with a known cost.
    """

    id: str
    by: By
    value: str
    hazards: int
    rejected: int
    late: int
    late_share: float | None
    repeats: int
    repeat_share: float | None
    cost: int
    mean_cost: int | None
    between: Mean
    spent: dict[Step, Mean]


class Figures(Page):
    """The figures of a month; `whole` is that of the community, None if no hazard was closed."""

    month: str
    whole: Shown | None
    items: list[Shown]


class Behind(Page):
    items: list[Outcome]


def shown(of: Figure) -> Shown:
    known = {"id", "by", "value", "hazards", "rejected", "late", "repeats", "cost"}
    return Shown(
        **of.model_dump(include=known),
        late_share=_share(of.late, of.hazards),
        repeat_share=_share(of.repeats, of.hazards),
        mean_cost=round(of.cost / of.costed) if of.costed else None,
        between=_mean(of.between),
        spent={step: _mean(of.spent.get(step, Spent())) for step in STEPS},
    )


def _mean(of: Spent) -> Mean:
    return Mean(n=of.n, mean_seconds=round(of.seconds / of.n) if of.n else None)


def _share(part: int, of: int) -> float | None:
    return round(part / of, 4) if of else None
