"""Personal data of an emergency, the log of access, and their retention."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from functions.incidents.model import Words
from linli.model import Fact, Noun
from linli.places import Place
from linli.purposes import Purpose

MOST = 500  # people per incident
Name = Annotated[str, Field(min_length=1, max_length=60)]
Phone = Annotated[str, Field(pattern=r"^\+?[0-9][0-9 -]{4,19}$")]


class Person(Fact):
    """Only what is needed to help the person, and the reason it is collected."""

    name: Name
    phone: Phone | None = None
    need: Words
    why: Words


class Record(Noun):
    """A person's data, encrypted; after destruction a tombstone with time and rule. `request` is a
    keyed digest, because a plain one could be reversed by trying names. `seq` is that of its fact.
    """

    id: str
    incident: str
    seq: int
    request: str
    sealed: str
    by: str
    at: AwareDatetime
    destroyed_at: AwareDatetime | None = None
    rule: str | None = None


class Review(Fact):
    """Why and until when the data are still needed after the emergency."""

    by: str
    reason: str
    until: AwareDatetime
    at: AwareDatetime


class Keeping(Noun):
    """The retention of all records of an incident; `due` is the next check whether they must be
    destroyed. From `going_since` on they are being destroyed and cannot be seen.
    """

    incident: str
    community: Place
    count: int
    due: AwareDatetime | None
    reviewed: Review | None = None
    going_since: AwareDatetime | None = None
    destroyed_at: AwareDatetime | None = None
    rule: str | None = None

    @property
    def is_kept(self) -> bool:
        return not (self.going_since or self.destroyed_at)


class Look(Noun):
    """One access to the records; it outlives them and contains none of their data."""

    id: str
    incident: str
    by: str
    purpose: Purpose
    records: int
    at: AwareDatetime
