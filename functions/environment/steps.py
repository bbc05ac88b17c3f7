"""Tasks of asking.asl.yaml: each handles one fall, and returns what the next Choice needs."""

from typing import Any

from linli.workflow import Steps

from .sightings import acts

steps = Steps()
handler = steps.handler


@steps.step
def ask(id: str, generation: int) -> dict[str, Any]:  # noqa: A002 - as the machine says
    """Ask whoever is next; returns the seconds until the one after."""
    sighting, seconds = acts.ask(id, generation)
    stage = sighting.stage if sighting.generation == generation else "superseded"
    return {"stage": stage, "seconds": seconds}
