"""Figures of a month, what stands behind each, and how far apart an asset's hazards were."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from events.facilities import FoundBy, Severity
from functions.facilities.model import Kind
from linli.model import Fact, Noun
from linli.places import Place

By = Literal["all", "kind", "maker", "asset"]
Step = Literal["assign", "repair", "verify", "close", "whole"]  # until then; `whole`: all of it
Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
FigureId = Annotated[str, Field(pattern=r"^[0-9a-f]{26}$")]


class Spent(Fact):
    """Seconds that so many hazards have spent in a step."""

    n: int = 0
    seconds: int = 0


class Outcome(Noun):
    """A hazard that is over, as it is counted; `late` that it was once, in whichever state.

    `maker` is what the asset's card said when it was over; `cost` is in 分.
    """

    hazard_id: str
    number: str
    community: Place
    month: Month
    asset_id: str | None = None
    kind: Kind | None = None
    maker: str | None = None
    category: str
    severity: Severity
    found_by: FoundBy
    found_at: AwareDatetime
    closed_at: AwareDatetime
    rejected: bool = False
    late: bool = False
    repeat: bool = False
    cost: int | None = None
    spent: dict[Step, int] = {}  # seconds


class Figure(Noun):
    """Sums over the hazards of a month that were closed, of one kind, maker or asset, or of all.

    Those rejected were none: they count as `rejected` alone. `between` are the stretches from one
    hazard of an asset to its next.
    """

    id: FigureId
    community: Place
    month: Month
    by: By
    value: str = ""
    hazards: int = 0
    rejected: int = 0
    late: int = 0
    repeats: int = 0
    cost: int = 0
    costed: int = 0  # hazards whose cost is known
    between: Spent = Spent()
    spent: dict[Step, Spent] = {}


class Stretch(Noun):
    """From the first to the last hazard of an asset that was counted, whatever came first."""

    asset_id: str
    first: AwareDatetime
    last: AwareDatetime
    hazards: int = 1
