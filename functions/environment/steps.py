"""Tasks of asking.asl.yaml: each looks at one fall, and returns what the next choice needs."""

from typing import Any

from linli.workflow import Steps

from .sightings import acts

steps = Steps()
handler = steps.handler


@steps.step
def ask(id: str, generation: int) -> dict[str, Any]:  # noqa: A002 - as the machine says
    """Who is to be asked now, and how many seconds it is until the next."""
    sighting, seconds = acts.ask(id, generation)
    stage = sighting.stage if sighting.generation == generation else "superseded"
    return {"stage": stage, "seconds": seconds}
