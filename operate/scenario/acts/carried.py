"""What gateways carried to telephones, as the local one shows it, and how it behaves."""

import re
import time
from typing import Any

from operate.scenario.carried import Gateway, Press, Sms
from operate.scenario.scene import Failed, Scene

CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
TO_COME, BETWEEN = 20.0, 0.1  # seconds


def sms(scene: Scene, step: Sms) -> None:
    number, began = scene.cast.known["phone"][step.sms], time.monotonic()
    while True:
        messages = [one for one in scene.world.messages(number) if one["kind"] == step.channel]
        reason = _amiss(scene, step, messages)
        waited = time.monotonic() - began
        if reason is None:
            return
        if waited > scene.limit(step):
            raise Failed(reason, last=messages, wanted=scene.fill(step.answer), waited=waited)
        time.sleep(BETWEEN)


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
    """In the message after those that had come `before`."""
    limit = time.monotonic() + TO_COME * scene.world.patience
    while len(messages := scene.world.messages(number)) <= before:
        if time.monotonic() > limit:
            raise Failed("no code came", waited=TO_COME)
        time.sleep(BETWEEN)
    found = CODE.search(messages[-1]["text"])
    if not found:
        raise Failed("there is no code in the message", last=messages[-1])
    return found[0]


def press(scene: Scene, step: Press) -> None:
    number, began = scene.cast.known["phone"][step.press], time.monotonic()
    while True:
        calls = [one for one in scene.world.messages(number) if one["kind"] == "voice"]
        if calls:
            scene.world.press(calls[-1]["gateway"], number, step.key)
            return
        waited = time.monotonic() - began
        if waited > scene.limit(step):
            raise Failed("the telephone did not ring", waited=waited)
        time.sleep(BETWEEN)


def gateway(scene: Scene, step: Gateway) -> None:
    asked = step.model_dump(exclude={"gateway", "id", "title"}, exclude_none=True)
    scene.world.behave(step.gateway, asked)
