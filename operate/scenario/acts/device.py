"""Steps about devices, through the fleet's control API: what they publish, how they behave, what
phones received.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from operate.scenario import anonymous, span
from operate.scenario.acts.polling import until
from operate.scenario.scene import Failed, Scene
from operate.scenario.step import Behave, Heard, Publish

TOGETHER = 8  # devices that publish at the same time


def publish(scene: Scene, step: Publish) -> None:
    devices = scene.devices_of(step.publish)
    if len(devices) == 1:
        _publish(scene, step, devices[0])
        return
    with ThreadPoolExecutor(TOGETHER) as pool:
        for done in [pool.submit(_publish, scene, step, device) for device in devices]:
            done.result()


def _publish(scene: Scene, step: Publish, device: str) -> None:
    for _ in range(step.times):
        if step.frames:
            _report(scene, step, device)
            continue
        raw = _payload(scene, step)
        if step.anonymous:
            _refused(scene, device, step.channel, raw)
            continue
        kept = scene.fill(f"${{{step.replay}}}") if step.replay else {}
        said = {"base64": kept["base64"]} if "base64" in kept else {"raw": raw}
        scene.world.fleet("POST", f"/devices/{device}/publish", {"channel": step.channel, **said})
        scene.sent[device] += kept.get("messages", 1)


def _report(scene: Scene, step: Publish, device: str) -> None:
    """Each frame counts as a message, although they are sent together."""
    at = datetime.now(UTC) + span.ahead(step.dated) if step.dated else None
    frames = [frame if frame.at else frame.model_copy(update={"at": at}) for frame in step.frames]
    said: dict[str, Any] = {
        "frames": [frame.model_dump(mode="json", exclude_none=True) for frame in frames]
    }
    went = scene.world.fleet(
        "POST", f"/devices/{device}/publish", {"channel": step.channel, **said}
    )
    scene.sent[device] += len(frames)
    if step.keep:
        scene.know(step.keep, {"base64": went["sent"][0]["base64"], "messages": len(frames)})


def _payload(scene: Scene, step: Publish) -> str:
    if step.bytes is not None:
        return "x" * step.bytes
    if step.raw is not None:
        return str(scene.fill(step.raw))
    if step.replay is not None:
        return json.dumps(scene.fill(f"${{{step.replay}}}"))
    message = _message(scene, step)
    if step.publish in (scene.cast.stations | scene.cast.mounted) and step.channel == "reading":
        scene.said[scene.device(step.publish)] = message["boot"], message["seq"]
    if step.keep:
        scene.know(step.keep, message)
    return json.dumps(message)


def _message(scene: Scene, step: Publish) -> dict[str, Any]:
    at = datetime.now(UTC) + (span.ahead(step.dated) if step.dated else span.NONE)
    boot = scene.boot if step.boot is None else scene.fill(step.boot)
    seq = next(scene.seq) if step.seq is None else scene.fill(step.seq)
    long = int(step.over.split(" ")[0]) if step.over else 0
    if step.seen is not None:
        about = {"v": 1, "boot": int(boot), "seq": int(seq), "at": at.isoformat()}
        return {**about, **scene.fill(step.seen)}
    samples = [
        {"at": (at - timedelta(minutes=n)).isoformat(), "measures": step.measures or {}}
        for n in range(long, -1, -1)
    ]
    return {"v": 1, "boot": int(boot), "seq": int(seq), "samples": samples}


def _refused(scene: Scene, device: str, channel: str, raw: str) -> None:
    home, city = scene.world.home, scene.world.city
    topic = f"linli/{city}/facilities/{scene.cast.community}/{device}/{channel}"
    if anonymous.accepted(home.port("mqtt"), str(home.path("ca.pem")), topic, raw):
        raise Failed("the broker took a message without a certificate")


def behave(scene: Scene, step: Behave) -> None:
    asked = step.model_dump(exclude={"behave", "id", "title"}, exclude_none=True)
    scene.world.fleet("POST", f"/devices/{scene.device(step.behave)}/behaviour", asked)


def heard(scene: Scene, step: Heard) -> None:
    phone = scene.cast.people[step.heard]

    def look() -> tuple[str | None, object]:
        messages = scene.world.fleet("GET", f"/devices/{phone}/heard")
        reasons = [scene.amiss(step, message) for message in _payloads(messages)]
        if None in reasons:
            return None, messages
        return (str(reasons[-1]) if reasons else "the phone heard nothing"), messages

    until(look, scene.limit(step), partial(scene.fill, step.answer))


def _payloads(messages: Any) -> list[Any]:
    items = messages.get("heard", []) if isinstance(messages, dict) else messages
    return [item.get("payload", item) if isinstance(item, dict) else item for item in items]
