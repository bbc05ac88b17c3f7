"""The figures by which the law grades an event, and the resulting grade: parts of an incident."""

from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field

from linli.model import Fact

Grade = Literal["I", "II", "III", "IV"]
Count = Annotated[int, Field(ge=0, le=100_000_000)]
VERIFIED = "C"  # mark of a row that was checked against its source


class Figures(Fact):
    """None means unknown, not zero. `moved` are people evacuated from a toxic release;
    `trapped_minutes` is how long people were trapped, as stated by a person.
    """

    deaths: Count | None = None
    seriously_injured: Count | None = None
    loss_fen: Annotated[int, Field(ge=0, le=10**15)] | None = None
    poisoned: Count | None = None
    evacuated: Count | None = None
    moved: Count | None = None
    trapped_minutes: Count | None = None
    magnitude_tenths: Annotated[int, Field(ge=0, le=100)] | None = None
    infectious: Literal["a", "b", "c", "new", "unexplained", "outbreak"] | None = None

    def with_newer(self, newer: Self) -> Self:
        """Newer values replace older ones; values not stated again remain."""
        return self.model_copy(update=newer.model_dump(exclude_none=True))


class Graded(Fact):
    """Graded by a rule: `row` and `article` name it, or `reason` (a code) says why there is no
    grade. Graded by a person: `reason` is that person's own text.
    """

    grade: Grade | None
    reason: str
    row: str | None = None
    article: str = ""
    verified: bool = True
    at: AwareDatetime
    by: str | None = None
