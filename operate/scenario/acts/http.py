"""People and the API: a single call, and an expectation that is polled until it holds."""

import uuid
from collections.abc import Mapping
from functools import partial
from typing import Any

import httpx

from operate.scenario.acts.polling import until
from operate.scenario.base import Asked
from operate.scenario.scene import Failed, Scene, status_amiss
from operate.scenario.step import Call, Expect
from operate.scenario.world import Answer

FIRST, LONGEST = 0.05, 0.5  # seconds between two requests


def call(scene: Scene, step: Call) -> None:
    answer = _ask(scene, step, step.call, step.body, _headers(scene, step))
    reason = status_amiss(step.status, answer) or scene.amiss(step, answer.body)
    if reason:
        raise Failed(reason, last=_told(answer), wanted=scene.fill(step.answer))


def expect(scene: Scene, step: Expect) -> None:
    def look() -> tuple[str | None, Any]:
        try:
            answer = _ask(scene, step, step.expect)
        except httpx.TransportError as error:  # an engine that is starting will answer soon
            return f"no answer: {error}", None
        return status_amiss(step.status, answer) or scene.amiss(step, answer.body), _told(answer)

    wanted = partial(scene.fill, step.answer)
    until(look, scene.limit(step), wanted, pause=FIRST, longest=LONGEST)


def _ask(
    scene: Scene, step: Asked, request: str, body: Any = None, headers: Mapping[str, str] = {}
) -> Answer:
    method, path = scene.fill(request).split(" ", 1)
    sent = dict(headers)
    if step.for_:
        sent["Linli-For"] = str(scene.cast.sub(step.for_))
    if step.purpose:
        sent["Linli-Purpose"] = step.purpose
    return scene.world.ask(method, path, scene.cast.sub(step.by), scene.fill(body), sent)


def _headers(scene: Scene, step: Call) -> dict[str, str]:
    """A POST has an Idempotency-Key of its own unless the story gives one, or null."""
    own = {"Idempotency-Key": uuid.uuid4().hex} if step.call.startswith("POST") else {}
    given = own | scene.fill(step.headers)
    return {name: str(value) for name, value in given.items() if value is not None}


def _told(answer: Answer) -> Any:
    return {"status": answer.status, "body": answer.body}
