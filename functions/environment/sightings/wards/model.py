"""A ward, and what people enter of him. As little as is needed to call him and to find him."""

from pydantic import AwareDatetime

from functions.environment.model import Line
from functions.environment.sightings.sensors.model import Sub
from linli.bases import Basis
from linli.model import Fact, Noun
from linli.places import Community, Grid

MOST = 8  # sensors of one


class Ending(Fact):
    reason: Line


class Registering(Fact):
    """Whom to watch over, where he lives, and by which document he, or his `guardian`, agreed; of a
    child under fourteen his guardian must (L-PIP#31). Who is asked beside him his mandates say.
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
    """`sensors` watch over him, until he is a ward no more: then they are retired."""

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
    ended_by: str | None = None  # he, his guardian or staff; nobody: its time was over
    reason: str = ""


class Ward(WardShown):
    """`where` he lives is sealed, and gone once he is one no more."""

    sealed: str = ""
    request: str = ""

    def shown(self) -> WardShown:
        return WardShown.model_validate(self.model_dump())
