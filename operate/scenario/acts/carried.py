"""Steps about messages that gateways delivered to phones, and about the gateways' behaviour."""

import re
from functools import partial
from typing import Any

from operate.scenario.acts.polling import until
from operate.scenario.carried import Gateway, Press, Sms
from operate.scenario.scene import Failed, Scene

CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
TO_COME = 20.0  # seconds to wait for a message


def sms(scene: Scene, step: Sms) -> None:
    number = scene.cast.known["phone"][step.sms]

    def look() -> tuple[str | None, object]:
        messages = [one for one in scene.world.messages(number) if one["kind"] == step.channel]
        return _amiss(scene, step, messages), messages

    until(look, scene.limit(step), partial(scene.fill, step.answer))


def _amiss(scene: Scene, step: Sms, messages: list[dict[str, Any]]) -> str | None:
    reasons = [scene.amiss(step, message) for message in messages]
    right = [one for one, why in zip(messages, reasons, strict=True) if why is None]
    if step.times is not None and len(right) != step.times:
        return f"{len(right)} such messages came, not {step.times}"
    if step.times != 0 and not right:
        return str(reasons[-1]) if reasons else "nothing came"
    if step.code and not _kept(scene, step.code, right[-1]):
        return "there is no code in it"
    return None


def _kept(scene: Scene, name: str, message: dict[str, Any]) -> bool:
    found = CODE.search(message["text"])
    if found:
        scene.know(name, found[0])
    return bool(found)


def code_of(scene: Scene, number: str, before: int) -> str:
    """The code in the first message after the `before` earlier ones."""

    def look() -> tuple[str | None, object]:
        came = len(scene.world.messages(number)) > before
        return (None if came else "no code came"), None

    until(look, TO_COME * scene.world.patience)
    messages = scene.world.messages(number)
    found = CODE.search(messages[-1]["text"])
    if not found:
        raise Failed("there is no code in the message", last=messages[-1])
    return found[0]


def press(scene: Scene, step: Press) -> None:
    number = scene.cast.known["phone"][step.press]

    def look() -> tuple[str | None, object]:
        calls = [one for one in scene.world.messages(number) if one["kind"] == "voice"]
        if not calls:
            return "the telephone did not ring", None
        scene.world.press(calls[-1]["gateway"], number, step.key)
        return None, None

    until(look, scene.limit(step))


def gateway(scene: Scene, step: Gateway) -> None:
    asked = step.model_dump(exclude={"gateway", "id", "title"}, exclude_none=True)
    scene.world.behave(step.gateway, asked)
