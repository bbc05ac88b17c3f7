"""A device whose report is overdue, and all of a community."""

from pydantic import AwareDatetime

from linli.model import Fact, Noun
from linli.places import Community


class Late(Fact):
    """`since`: the first of its messages that no report has covered."""

    thing: str
    owner: str
    since: AwareDatetime


class Overdue(Late, Noun):
    """`times` counts the hourly checks that found a newer message, `newest`, and no report. A
    `personal` device is counted but not named, as its record would show who has one at home.
    """

    newest: AwareDatetime
    times: int = 1
    personal: bool = False

    def shown(self) -> Late:
        return Late.model_validate(self.model_dump(include=set(Late.model_fields)))


class Unreported(Noun):
    """How many devices of a community do not report, and some of those not personal. `hazard_id`:
    of the open incident about them.
    """

    community: Community
    devices: int = 0
    named: tuple[Late, ...] = ()
    hazard_id: str | None = None
