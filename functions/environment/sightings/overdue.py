"""How the sweeper continues what the state machine of a fall should have done, by the same
rules.
"""

from datetime import datetime
from typing import Any

from pydantic import Field, SerializeAsAny

from events import Event

from . import acts
from .model import Changed, Sighting


class Moved(Sighting):
    """A sighting with its unsaved events."""

    news: tuple[SerializeAsAny[Event], ...] = Field(default=(), exclude=True)


def late(sighting: Sighting, now: datetime) -> Moved | None:
    """The next person is asked, or it is raised; None if only the state machine is late."""
    changed = acts.asked(sighting, now)
    if changed.after == sighting:
        return None
    return Moved(**dict(changed.after), news=changed.news)


def save(before: Sighting, after: Sighting) -> Sighting:
    news = after.news if isinstance(after, Moved) else ()
    known: dict[str, Any] = {name: getattr(after, name) for name in Sighting.model_fields}
    return acts.save(before, Changed(Sighting(**known), news))
