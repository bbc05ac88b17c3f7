"""The rules that a city applies to its assets of a kind, beside the limits of rules/*.yaml."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from functions.facilities.model import Kind
from linli.alarms.model import Rule
from linli.model import Fact, Noun

Rules = Annotated[tuple[Rule, ...], Field(max_length=20)]


class Wanted(Fact):
    """All rules that are to hold; a rule left out ends."""

    rules: Rules


class Ruling(Noun):
    """The rules of one kind. They apply to what sensors measure, not to inspectors' readings."""

    kind: Kind
    rules: Rules = ()


class Revision(Noun):
    """A former version of a ruling."""

    was: Ruling
    by: str
    at: AwareDatetime


class Reversal(Fact):
    """The version to restore; 0 is the state without rules."""

    to: Annotated[int, Field(ge=0, le=99_999_999)]
