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
AT_ONCE = 4  # cities; each brings a dozen workers
PATIENCE = 2.0  # some workers are cold


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
    guarded = sorted((story for story in stories if story.breaks), key=lambda story: story.alone)
    said: list[str | None] = []
    while guarded:
        together = 1 if guarded[0].alone else AT_ONCE
        now = [story for story in guarded[:together] if story.alone == guarded[0].alone]
        guarded = guarded[len(now) :]
        said += _round(home, now, console)
    return said


def _round(home: Home, stories: Sequence[Story], console: Console) -> list[str | None]:
    """Some cities at a time, the same ones over again: what differs is deployed anew."""
    guards = [_prepare(home, story, f"guard{n}") for n, story in enumerate(stories, start=1)]
    with step("broken: " + ", ".join(f"{g.breaks.symbol} in {g.city}" for g in guards)):
        files = [str(guard.settings) for guard in guards]
        out = assembly.synthesize(home, files, {g.city: g.source for g in guards}, name="guards")
        deploy.deploy(home, out)
        for guard in guards:
            after_deploy.reserve(home, out, after_deploy.functions_of(home, guard.city))
    with ThreadPoolExecutor(len(guards)) as pool:
        return list(pool.map(lambda guard: _try(home, guard, out, console), guards))


def _prepare(home: Home, story: Story, city: str) -> Guard:
    """A broken copy of all that runs, and a city file for it."""
    assert story.breaks  # noqa: S101 - only guarded stories come here
    breaks, source = story.breaks, home.path("guards", story.name.replace("/", "-"))
    shutil.rmtree(source, ignore_errors=True)
    for folder in RUNS:
        shutil.copytree(
            ROOT / folder, source / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    for folder in ("web", "docs"):  # no guard breaks what browsers get, which shows the reference
        (source / folder).symlink_to(ROOT / folder)
    broken = source / breaks.file
    if not broken.is_file():
        raise Unbreakable(f"{story.name}: there is no {breaks.file}")
    broken.write_text(instead(broken.read_text("utf-8"), breaks.symbol, breaks.instead), "utf-8")
    settings = home.path("guards", f"{city}.yaml")
    own = yaml.safe_load(home.city_file().read_text("utf-8"))
    own |= {"name": city, "seed": {}}
    settings.write_text(yaml.safe_dump(own, allow_unicode=True), "utf-8")
    return Guard(story, breaks, city, source, settings)


def _try(home: Home, guard: Guard, out: Path, console: Console) -> str | None:
    world = World.of(home, guard.city, guard.settings)
    world.patience, world.hopeless, world.out = PATIENCE, guard.story.fails_at, out
    outcome = play(guard.story, world, Teller(Console(quiet=True), several=True))
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
