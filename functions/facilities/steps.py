"""Tasks of answering.asl.yaml and importing.asl.yaml: each moves one sending or one import on and
returns what the next Choice needs.
"""

from typing import Any

from linli import clock, mqtt, names
from linli.city import city
from linli.store import until_settled
from linli.table import utc
from linli.workflow import Steps

from .imports import rounds
from .linkage import acts, driving
from .linkage.model import Action, Sending

steps = Steps()
handler = steps.handler


@steps.step
def send(id: str, generation: int) -> dict[str, Any]:  # noqa: A002 - as the machine says
    """Stored as sent before it is published; a restarted execution publishes again."""
    sending, actions = until_settled(lambda: acts.sent(id, generation))
    mqtt.publish_all([_message(sending, action) for action in actions])
    return {"stage": _stage(sending, generation)}


@steps.step
def close(id: str, generation: int) -> dict[str, Any]:  # noqa: A002
    return {"stage": _stage(until_settled(lambda: acts.ended(id, generation)), generation)}


@steps.step
def read(id: str, generation: int) -> dict[str, Any]:  # noqa: A002
    return rounds.read(id, generation)


@steps.step
def apply(id: str, generation: int) -> dict[str, Any]:  # noqa: A002
    return rounds.apply(id, generation)


def _stage(sending: Sending, generation: int) -> str:
    return sending.stage if sending.generation == generation else "superseded"


def _message(sending: Sending, action: Action) -> tuple[str, dict[str, Any]]:
    """Times in the message are real time, as the device's clock is."""
    expires = clock.real(driving.answered_by(sending), action.community)
    topic = names.command(city().name, "facilities", action.community, action.asset_id)
    said = {"command": action.id, "action": action.command, "expires": utc(expires)}
    return topic, said | ({"drill": True} if action.drill else {})
