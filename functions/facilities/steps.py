"""Tasks of answering.asl.yaml: each changes one action and returns what the next choice needs."""

from datetime import datetime
from typing import Any

from linli import clock, mqtt, names
from linli.city import city
from linli.store import until_settled
from linli.table import utc
from linli.workflow import Steps, resume

from .linkage import rules, store
from .linkage.model import Action

steps = Steps()
handler = steps.handler


@steps.step
def order(id: str, generation: int, token: str) -> dict[str, Any]:  # noqa: A002 - as the machine says
    """The token is kept first, so that an answer finds it; what is sent is the order's id."""

    def keep() -> Action:
        action, now = _now(id)
        if (action.generation, action.stage) != (generation, "ordered"):
            return action
        return store.save(action, rules.send(action, token, now), now)

    action = until_settled(keep)
    if action.token == token:
        _send(action)
    else:
        resume(token, {"stage": _stage(action, generation)})
    return {"stage": _stage(action, generation)}


@steps.step
def time_out(id: str, generation: int) -> dict[str, Any]:  # noqa: A002
    def settle() -> dict[str, Any]:
        action, now = _now(id)
        if action.generation == generation and action.stage == "ordered":
            action = store.save(action, rules.time_out(action), now)
        return {"stage": _stage(action, generation)}

    return until_settled(settle)


def _now(action_id: str) -> tuple[Action, datetime]:
    action = store.action(action_id)
    return action, clock.now(action.community)


def _stage(action: Action, generation: int) -> str:
    return action.stage if action.generation == generation else "superseded"


def _send(action: Action) -> None:
    """The device's clock is real time, whatever the city's says."""
    expires = (action.due or action.ordered_at) - clock.offset(action.community)
    topic = names.command(city().name, "facilities", action.community, action.asset_id)
    said = {"command": action.id, "action": action.command, "expires": utc(expires)}
    mqtt.publish(topic, said)
