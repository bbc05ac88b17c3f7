"""What a city holds its assets of one kind to, beside the limits of rules/*.yaml."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from functions.facilities.model import Kind
from linli.alarms.model import Rule
from linli.model import Fact, Noun

Rules = Annotated[tuple[Rule, ...], Field(max_length=20)]


class Wanted(Fact):
    """All of them: whoever leaves one out ends it."""

    rules: Rules


class Ruling(Noun):
    """Of one kind. What sensors measure is held to them; an inspector's reading is not."""

    kind: Kind
    rules: Rules = ()


class Revision(Noun):
    """A ruling as it was until somebody revised it."""

    was: Ruling
    by: str
    at: AwareDatetime


class Reversal(Fact):
    """Which version is to be again; 0 is that there were none."""

    to: Annotated[int, Field(ge=0, le=99_999_999)]
