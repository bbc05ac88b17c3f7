"""Personal data taken for an emergency, who looked at them, and until when they are kept."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from functions.incidents.model import Words
from linli.model import Fact, Noun
from linli.places import Place
from linli.purposes import Purpose

MOST = 500  # people of one incident
Name = Annotated[str, Field(min_length=1, max_length=60)]
Phone = Annotated[str, Field(pattern=r"^\+?[0-9][0-9 -]{4,19}$")]


class Person(Fact):
    """Of whom what is needed to help him, and why it is taken: nothing more belongs here."""

    name: Name
    phone: Phone | None = None
    need: Words
    why: Words


class Record(Noun):
    """A person, sealed; a tombstone once destroyed, which says when and by which row. `request` is
    a keyed digest of what was sent: by another names could be tried. `seq` is its fact.
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
    """Why the data are still needed after the emergency, and until when."""

    by: str
    reason: str
    until: AwareDatetime
    at: AwareDatetime


class Keeping(Noun):
    """All records of one incident; `due` is when it is next looked whether they must go. Since
    `going_since` they are being destroyed, and nobody sees them any more.
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
    """Somebody saw the records; it outlives them, and says nothing of anybody in them."""

    id: str
    incident: str
    by: str
    purpose: Purpose
    records: int
    at: AwareDatetime
