"""The row in which a feature keeps the alarm states of one thing."""

from pydantic import AwareDatetime

from linli.model import Noun
from linli.places import Place

from .followed import Followed


class Watched(Noun):
    """`following` is by rule id; `due` is when the next of them changes without a new sample. A
    feature's subclass adds what it decides in the same write.
    """

    community: Place
    following: dict[str, Followed] = {}
    due: AwareDatetime | None = None
