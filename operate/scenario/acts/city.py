"""Steps about the whole city: its clock, a restart of the engine, messages in quarantine."""

from contextlib import suppress
from functools import partial

from operate.scenario import waiting
from operate.scenario.acts.polling import until
from operate.scenario.scene import Failed, Scene
from operate.scenario.step import Advance, Counts, Quarantine, Restart, Sweep

PATIENCE, PAUSE = 15.0, 0.2  # seconds


def advance(scene: Scene, step: Advance) -> None:
    """Waits first until the stations' messages are stored, as they are dated by the clock at
    arrival. If they are not, later steps about them will tell.
    """
    with suppress(Failed):
        until(partial(_coming, scene), PATIENCE * scene.world.patience, pause=PAUSE, longest=PAUSE)
    place = scene.world.code if step.where == "city" else scene.cast.community
    scene.world.advance(place, step.advance)


def _coming(scene: Scene) -> tuple[str | None, object]:
    own = dict.fromkeys(scene.cast.mounted.values(), "devices")
    left = {
        one
        for one, said in scene.said.items()
        if not waiting.stored(scene.world, own.get(one, "environment"), one, *said)
    }
    return (f"not taken yet: {left}" if left else None), None


def sweep(scene: Scene, step: Sweep) -> None:
    scene.world.sweep(step.sweep)


def restart(scene: Scene, step: Restart) -> None:
    scene.world.restart()


def quarantine(scene: Scene, step: Quarantine) -> None:
    def look() -> tuple[str | None, object]:
        reasons = [k.reason for k in waiting.messages(scene.world, set(scene.cast.devices))]
        missing = [why for why in step.reasons if not any(why in reason for reason in reasons)]
        if len(reasons) != step.quarantine:
            return f"{len(reasons)} messages wait in quarantine, not {step.quarantine}", reasons
        return (f"none waits because of {missing}" if missing else None), reasons

    until(look, scene.limit(step), lambda: step.reasons, pause=PAUSE, longest=PAUSE)


def counts(scene: Scene, step: Counts) -> None:
    """Always checks that the messages sent are stored, duplicates or in quarantine, besides what
    the step names.
    """
    device = scene.device(step.counts)
    wanted = {"taken": step.taken, "duplicates": step.duplicates, "sent": scene.sent[device]}

    def look() -> tuple[str | None, object]:
        found = waiting.progress(scene.world, device)
        found["quarantined"] = len(waiting.messages(scene.world, {device}))
        found["sent"] = sum(found.values())
        differ = {name: n for name, n in wanted.items() if n is not None and found[name] != n}
        return (f"the counts are {found}, not {differ}" if differ else None), found

    until(look, scene.limit(step), lambda: wanted, pause=PAUSE, longest=PAUSE)
