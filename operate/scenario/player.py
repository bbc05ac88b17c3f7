"""Plays one story: sets up its community, executes its steps in order, closes the community."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from operate.scenario.acts import carried, city, claims, device, http, photo, proofs
from operate.scenario.base import Step
from operate.scenario.cast import Cast
from operate.scenario.scene import Failed, Scene
from operate.scenario.step import Together, kind_of
from operate.scenario.story import Story
from operate.scenario.tell import Teller
from operate.scenario.world import World

ACTS: dict[str, Callable[[Scene, Any], None]] = {
    "call": http.call,
    "expect": http.expect,
    "publish": device.publish,
    "behave": device.behave,
    "heard": device.heard,
    "upload": photo.upload,
    "advance": city.advance,
    "sweep": city.sweep,
    "restart": city.restart,
    "quarantine": city.quarantine,
    "counts": city.counts,
    "sign_in": proofs.sign_in,
    "passkey": proofs.passkey,
    "app": proofs.app,
    "sms": carried.sms,
    "press": carried.press,
    "gateway": carried.gateway,
    "manifest": claims.manifest,
    "claim": claims.claim,
    "renew": claims.renew,
}


@dataclass
class Outcome:
    """How a story ended. A failure has its step, what was expected, and the last answer."""

    name: str
    title: dict[str, str]
    passed: bool
    seconds: float
    failure: dict[str, Any] | None = None
    steps: list[dict[str, Any]] = field(default_factory=list)


def play(story: Story, world: World, tell: Teller) -> Outcome:
    began = time.monotonic()
    taken: list[dict[str, Any]] = []
    tell.begins(story)
    cast = Cast(story, world)
    try:
        failure = _play(story, world, cast, tell, taken)
    finally:
        _leave(story, cast, tell)
    seconds = round(time.monotonic() - began, 2)
    outcome = Outcome(story.name, story.title.model_dump(), not failure, seconds, failure, taken)
    tell.ends(story, outcome.passed, seconds)
    return outcome


def _play(
    story: Story, world: World, cast: Cast, tell: Teller, taken: list[dict[str, Any]]
) -> dict[str, Any] | None:
    """The failure with which it ended, None if it passed."""
    step: Step | None = None
    began = time.monotonic()
    try:
        cast.enter()
        scene = Scene(story, world, cast, boot=int(time.time()))
        for step in story.steps:
            began = time.monotonic()
            take(scene, step)
            seconds = round(time.monotonic() - began, 2)
            taken.append({"kind": kind_of(step), "id": step.id, "seconds": seconds})
            tell.took(story, step, seconds)
    except Exception as error:  # noqa: BLE001 - one story's trouble is no other's
        failure = _failure(step, error, time.monotonic() - began)
        tell.failed(story, step, failure)
        return failure
    return None


def _leave(story: Story, cast: Cast, tell: Teller) -> None:
    """Reports what cannot be closed, without hiding how the story ended."""
    try:
        cast.leave()
    except Exception as error:  # noqa: BLE001 - its code is not drawn again for 998 runs
        tell.remarks(story, f"not closed: {type(error).__name__}: {error}")


def take(scene: Scene, step: Step) -> None:
    """Raises Failed if an expectation does not hold."""
    if isinstance(step, Together):
        _take_together(scene, step)
    else:
        ACTS[str(kind_of(step))](scene, step)


def _take_together(scene: Scene, step: Together) -> None:
    start = threading.Barrier(len(step.together))
    scene.world.be_ready()

    def at_once(inner: Step) -> None:
        start.wait()
        try:
            take(scene, inner)
        except Failed as failed:
            failed.step = inner
            raise

    with ThreadPoolExecutor(len(step.together)) as pool:
        for done in [pool.submit(at_once, inner) for inner in step.together]:
            done.result()


def _failure(step: Step | None, error: Exception, waited: float) -> dict[str, Any]:
    failed = error if isinstance(error, Failed) else None
    step = failed.step if failed and failed.step else step
    return {
        "step": kind_of(step) if step else "set-up",
        "id": step.id if step else None,
        "reason": failed.reason if failed else f"{type(error).__name__}: {error}",
        "wanted": failed.wanted if failed else None,
        "last": failed.last if failed else None,
        "waited": round(failed.waited if failed else waited, 2),
    }
