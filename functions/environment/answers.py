"""Answers to other features: to devices, which messages are stored; to incidents, the home address
of a person who fell.
"""

from typing import Annotated

from pydantic import StringConstraints

from linli.answers import Answers
from linli.packs import counting
from linli.purposes import Purpose

from .sightings import looking, store
from .sightings.sensors.model import Sub
from .sightings.wards import acts as caring

answers = Answers()
counting.answer(answers)
SightingId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{26}$")]


@answers.to("incidents")
def home_of(sighting: SightingId, by: Sub, purpose: Purpose) -> str:
    """The address; empty if unknown. Its residents can see that `by` was told."""
    found = store.known(sighting)
    if found is None or found.person is None:
        return ""
    seen = looking.Seen(found.id, found.person, found.grid or found.community)
    looking.keep([seen], "handover", by, purpose)
    return caring.where(found.person)


handler = answers.handler
