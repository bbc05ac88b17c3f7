"""Monthly figures, the hazards behind each, and the intervals between an asset's hazards."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from events.facilities import FoundBy, Severity
from functions.facilities.model import Kind
from linli.model import Fact, Noun
from linli.places import Place

By = Literal["all", "kind", "maker", "asset"]
Step = Literal["assign", "repair", "verify", "close", "whole"]  # until then; `whole`: all steps
Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
FigureId = Annotated[str, Field(pattern=r"^[0-9a-f]{26}$")]


class Spent(Fact):
    """Seconds that `n` hazards spent in a step."""

    n: int = 0
    seconds: int = 0


class Outcome(Noun):
    """A closed hazard as counted; `late` if it was once overdue, in any state.

    `maker` is the one registered when it was closed; `cost` is in 分.
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


class Counted(Noun):
    """The month in which a hazard was counted: that of its first closing."""

    month: Month


class Figure(Noun):
    """Sums over the hazards closed in a month, of one kind, maker or asset, or of all.

    Rejected ones count as `rejected` only. `between` are intervals between hazards of an asset.
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
    costed: int = 0  # hazards with a known cost
    between: Spent = Spent()
    spent: dict[Step, Spent] = {}


class Stretch(Noun):
    """The time from the first to the last hazard counted for an asset."""

    asset_id: str
    first: AwareDatetime
    last: AwareDatetime
    hazards: int = 1
