"""Communities that take part in the city's platform."""

from pydantic import AwareDatetime

from functions.accounts.model import Name
from linli import places
from linli.model import Fact, Noun


class Opening(Fact):
    """What an operator says of a community that joins."""

    code: places.Community
    name: Name


class Community(Noun):
    code: str
    name: Name
    opened_at: AwareDatetime
    closed_at: AwareDatetime | None = None
