"""What is said of one who is to be let in, and what he is given."""

from typing import Literal

from pydantic import AwareDatetime

from linli.model import Fact
from linli.places import Place


class There(Fact):
    """Where a person is known, if not where he was enrolled."""

    place: Place | None = None


class Recovery(There):
    """With a lost `telephone` its number goes too; a lost `device` leaves it with the person."""

    lost: Literal["device", "telephone"] = "telephone"


class Secret(Fact):
    """A code that is shown this once, and to whoever sends the same request again."""

    code: str
    until: AwareDatetime
