"""Communities on the city's platform."""

from pydantic import AwareDatetime

from functions.accounts.model import Name
from linli import places
from linli.model import Fact, Noun


class Opening(Fact):
    """The input to add a community."""

    code: places.Community
    name: Name


class Community(Noun):
    code: str
    name: Name
    opened_at: AwareDatetime
    closed_at: AwareDatetime | None = None
