"""What the law grades an event by, and the grade that came of it: parts of an incident."""

from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field

from linli.model import Fact

Grade = Literal["I", "II", "III", "IV"]
Count = Annotated[int, Field(ge=0, le=100_000_000)]
VERIFIED = "C"  # the mark of a row whose source was read


class Figures(Fact):
    """None is not known yet, which is not none. `moved` are people moved from something toxic,
    `trapped_minutes` those that people were shut in for until they were out, as a person says.
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
        """What was said anew holds; what was not goes on."""
        return self.model_copy(update=newer.model_dump(exclude_none=True))


class Graded(Fact):
    """By a rule: `row` and `article` say by which, or `reason` (a code) why there is no grade.
    By a person: `reason` is his own words.
    """

    grade: Grade | None
    reason: str
    row: str | None = None
    article: str = ""
    verified: bool = True
    at: AwareDatetime
    by: str | None = None
