"""Proves that stories notice: each is played in a city in which one symbol does something else.

A story's `breaks` names the symbol and what its body becomes. That copy is deployed as a city of
its own, and the story must fail there at its `fails_at` expectation, and nowhere before.
"""

import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import yaml
from rich.console import Console

from operate import after_deploy, assembly, deploy
from operate.home import ROOT, Home
from operate.progress import step
from operate.scenario.broken import Unbreakable, instead
from operate.scenario.player import Outcome, play
from operate.scenario.story import Breaks, Story
from operate.scenario.tell import Teller
from operate.scenario.world import World

RUNS = ("functions", "events", "layers")
AT_ONCE = 4  # cities deployed and played together: each brings a dozen workers
PATIENCE = 2.0  # many cities share the machine


@dataclass(frozen=True)
class Guard:
    """One story and the city in which it must fail."""

    story: Story
    breaks: Breaks
    city: str
    source: Path
    settings: Path


def run(home: Home, stories: Sequence[Story], console: Console) -> list[str | None]:
    """For each guarded story what is wrong with its guard; None where it failed as it must."""
    guards = prepare(home, stories)
    with step(f"{len(guards)} broken cities"):
        out = _synthesize(home, guards)
        deploy.deploy(home, out)
    verdicts: dict[str, str | None] = {}
    beside = [guard for guard in guards if not guard.story.alone]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for guard, said in zip(
            beside, pool.map(lambda g: _try(home, g, out, console), beside), strict=True
        ):
            verdicts[guard.city] = said
    for guard in guards:
        if guard.story.alone:
            verdicts[guard.city] = _try(home, guard, out, console)
    return [verdicts[guard.city] for guard in guards]


def prepare(home: Home, stories: Sequence[Story]) -> list[Guard]:
    """A broken copy and a city file for each story that has a guard."""
    shutil.rmtree(home.path("guards"), ignore_errors=True)
    guarded = [(story, story.breaks) for story in stories if story.breaks]
    return [
        _prepare(home, story, breaks, f"guard{number:02}")
        for number, (story, breaks) in enumerate(guarded, start=1)
    ]


def _prepare(home: Home, story: Story, breaks: Breaks, city: str) -> Guard:
    source = home.folder("guards", city)
    for folder in RUNS:
        shutil.copytree(
            ROOT / folder, source / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    broken = source / breaks.file
    if not broken.is_file():
        raise Unbreakable(f"{story.name}: there is no {breaks.file}")
    broken.write_text(instead(broken.read_text("utf-8"), breaks.symbol, breaks.instead), "utf-8")
    settings = home.path("guards", f"{city}.yaml")
    own = yaml.safe_load(home.city_file().read_text("utf-8"))
    own |= {"name": city, "seed": {}}
    settings.write_text(yaml.safe_dump(own, allow_unicode=True), "utf-8")
    return Guard(story, breaks, city, source, settings)


def _synthesize(home: Home, guards: Sequence[Guard]) -> Path:
    files = [str(guard.settings) for guard in guards]
    return assembly.synthesize(home, files, {g.city: g.source for g in guards}, name="guards")


def _try(home: Home, guard: Guard, out: Path, console: Console) -> str | None:
    try:
        after_deploy.settle(home, guard.city, out)
    except after_deploy.Unfit as error:
        return f"{guard.story.name}: {error}"
    world = World.of(home, guard.city, guard.settings)
    world.patience = PATIENCE
    quiet = Teller(Console(quiet=True), several=True)
    outcome = play(guard.story, world, quiet)
    said = verdict(guard, outcome)
    mark = "[red]✗[/]" if said else "[green]✓[/]"
    how = said or f"{guard.story.name} fails at {guard.story.fails_at}"
    console.print(f"{mark} {how} [dim]{guard.breaks.symbol}, {outcome.seconds:.0f} s[/]")
    return said


def verdict(guard: Guard, outcome: Outcome) -> str | None:
    """What is wrong with the guard; None if the story failed where it must."""
    wanted = guard.story.fails_at
    if outcome.failure is None:
        return f"{guard.story.name} passes although {guard.breaks.symbol} is broken"
    if outcome.failure["id"] != wanted:
        at = outcome.failure["id"] or f"step {outcome.failure['step']}"
        return f"{guard.story.name} fails at {at}, not {wanted}: {outcome.failure['reason']}"
    return None
