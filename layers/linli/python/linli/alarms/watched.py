"""The row in which a feature keeps what is known of the alarms of one thing."""

from pydantic import AwareDatetime

from linli.model import Noun
from linli.places import Place

from .followed import Followed


class Watched(Noun):
    """By rule; `due` is when the next happens to them. A feature adds what it decides with them."""

    community: Place
    following: dict[str, Followed] = {}
    due: AwareDatetime | None = None
