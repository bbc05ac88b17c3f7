"""Requests and responses of recoveries."""

from typing import Literal

from pydantic import AwareDatetime

from linli.model import Fact
from linli.places import Place


class There(Fact):
    """Where the person is known, by default the place of enrolment."""

    place: Place | None = None


class Recovery(There):
    """For a lost `telephone` the number is released too; for a lost `device` it stays."""

    lost: Literal["device", "telephone"] = "telephone"


class Secret(Fact):
    """A code, shown once, and again only for the same request."""

    code: str
    until: AwareDatetime
