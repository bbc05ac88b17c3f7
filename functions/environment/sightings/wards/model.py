"""A ward and its registration: only what is needed to call and to find the person."""

from pydantic import AwareDatetime

from functions.environment.model import Line
from functions.environment.sightings.sensors.model import Sub
from linli.bases import Basis
from linli.model import Fact, Noun
from linli.places import Community, Grid

MOST = 8  # sensors per ward


class Ending(Fact):
    reason: Line


class Registering(Fact):
    """The person, the address (`where`), and the document by which the person or the `guardian`
    agreed; for a child under fourteen only a guardian can (L-PIP#31). Who else is asked after a
    fall follows from mandates.
    """

    person: Sub
    community: Community
    grid: Grid | None = None
    where: Line
    basis: Basis
    document: Line
    guardian: Sub | None = None
    until: AwareDatetime


class WardShown(Noun):
    """`sensors` are the ward's own; they are retired when it ends."""

    person: str
    community: Community
    grid: Grid | None = None
    basis: Basis
    document: str
    guardian: str | None = None
    since: AwareDatetime
    until: AwareDatetime
    by: str
    sensors: tuple[str, ...] = ()
    ended_at: AwareDatetime | None = None
    ended_by: str | None = None  # the person, a guardian or staff; None if its time was over
    reason: str = ""


class Ward(WardShown):
    """`sealed` is the encrypted address, deleted when the ward ends."""

    sealed: str = ""
    request: str = ""

    def shown(self) -> WardShown:
        return WardShown.model_validate(self.model_dump())
