"""Proves that stories detect faults: each is played in a city in which one function has another
body.

A story's `breaks` names the function and its other body. One copy of the code contains every break
behind a switch, and several cities run that copy. In each, one story after another is played with
only its own break switched on; the story must fail at its `fails_at`, and not before.
"""

import shutil
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple

import yaml
from rich.console import Console

from operate import after_deploy, assembly, deploy, processes, workers
from operate.home import ROOT, Home
from operate.progress import step
from operate.scenario.broken import SWITCH, Unbreakable, switched
from operate.scenario.player import Outcome, play
from operate.scenario.story import Story
from operate.scenario.tell import Teller
from operate.scenario.world import ENOUGH, World

RUNS = ("functions", "events", "layers")
AT_ONCE = 3  # cities; each has some sixty workers of 65 MB
PATIENCE = 2.0  # factor of all waits, as some workers are cold
SOUND = "sound.json"  # seconds that each step took without a break
TIMES, LEAST = 4.0, 6.0  # how long to wait for a failure: a multiple of that, and seconds


class Tried(NamedTuple):
    """What is wrong with a guard, None if nothing; `again`: only a second attempt showed that it
    works.
    """

    wrong: str | None
    again: bool = False


class Cities:
    """Cities that run the same copy of the code; each story gets one for itself."""

    def __init__(self, home: Home, stories: Sequence[Story], console: Console) -> None:
        self.home, self.console, self.switches = home, console, home.folder("guards", "on")
        self.names = [f"guard{n}" for n in range(1, min(AT_ONCE, len(stories)) + 1)]
        self.out = self._bring(_broken(home, stories, self.switches))
        self.free: SimpleQueue[str] = SimpleQueue()
        for name in self.names:
            self.free.put(name)

    def play(self, story: Story) -> Outcome:
        city = self.free.get()
        try:
            world = World.of(self.home, city, self._settings(city))
            world.patience, world.hopeless, world.out = PATIENCE, story.fails_at, self.out
            world.enough = enough(story, self.home.read(SOUND))
            self._switch(city, story.name)
            return play(story, world, Teller(Console(quiet=True), several=True))
        finally:
            self._switch(city, "")
            self.free.put(city)

    def _bring(self, source: Path) -> Path:
        self._let_go()
        for city in self.names:
            own = yaml.safe_load(self.home.city_file().read_text("utf-8"))
            own |= {"name": city, "seed": {}, "outlines": None}
            self._settings(city).write_text(yaml.safe_dump(own, allow_unicode=True), "utf-8")
            self._switch(city, "")
        with step(f"{len(self.names)} cities in which all can be broken"):
            files = [str(self._settings(city)) for city in self.names]
            sources = dict.fromkeys(self.names, source)
            out = assembly.synthesize(self.home, files, sources, name="guards")
            deploy.deploy(self.home, out)
            for city in self.names:
                functions = after_deploy.functions_of(self.home, city)
                after_deploy.reserve(self.home, out, functions)
        return out

    def _let_go(self) -> None:
        """Ends workers of the home's own city to free memory; they start again when needed."""
        if engine := processes.running(self.home, "engine"):
            for worker in workers.of_city("", engine):
                worker.kill()

    def _settings(self, city: str) -> Path:
        return self.home.path("guards", f"{city}.yaml")

    def _switch(self, city: str, name: str) -> None:
        part = self.switches / f"{city}.part"
        part.write_text(name, "utf-8")
        part.rename(self.switches / city)


def run(home: Home, stories: Sequence[Story], console: Console) -> list[Tried]:
    """Tries the guard of each story that has one."""
    guarded = sorted((story for story in stories if story.breaks), key=lambda story: story.alone)
    if not guarded:
        return []
    cities = Cities(home, guarded, console)
    beside = [story for story in guarded if not story.alone]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        first = list(pool.map(lambda story: _try(cities, story, console), beside))
    first += [_try(cities, story, console) for story in guarded[len(beside) :]]
    return [
        tried or _once_more(cities, story, console)
        for story, tried in zip(guarded, first, strict=True)
    ]


def remember(home: Home, outcomes: Iterable[Outcome]) -> None:
    """Stores how long each step took without a break, for guards tried in this home later."""
    passed = (outcome for outcome in outcomes if outcome.passed)
    home.write(SOUND, {one.name: {s["id"]: s["seconds"] for s in one.steps} for one in passed})


def enough(story: Story, sound: dict[str, Any]) -> float:
    """The most seconds to wait for the step that must fail, from how long it takes
    without a break.
    """
    took = sound.get(story.name, {}).get(story.fails_at)
    return ENOUGH if took is None else min(ENOUGH, max(LEAST, TIMES * took))


def verdict(story: Story, outcome: Outcome) -> str | None:
    """What is wrong with the guard; None if the story failed where it must."""
    symbol = story.breaks.symbol if story.breaks else None
    if outcome.failure is None:
        return f"{story.name} passes although {symbol} is broken"
    if outcome.failure["id"] != story.fails_at:
        at = outcome.failure["id"] or f"step {outcome.failure['step']}"
        return f"{story.name} fails at {at}, not {story.fails_at}: {outcome.failure['reason']}"
    return None


def _try(cities: Cities, story: Story, console: Console) -> Tried | None:
    """None if the story failed at another step: something else may have disturbed it once."""
    outcome = cities.play(story)
    wrong = verdict(story, outcome)
    if wrong is None or outcome.failure is None:
        _tell(console, story, outcome, wrong)
        return Tried(wrong)
    console.print(f"[yellow]↻[/] {wrong}", soft_wrap=True)
    Teller(console, several=True).explains(story, outcome.failure)
    return None


def _once_more(cities: Cities, story: Story, console: Console) -> Tried:
    outcome = cities.play(story)
    wrong = verdict(story, outcome)
    _tell(console, story, outcome, wrong, "" if wrong else " at its second playing")
    return Tried(wrong, again=not wrong)


def _tell(
    console: Console, story: Story, outcome: Outcome, wrong: str | None, how: str = ""
) -> None:
    mark = "[red]✗[/]" if wrong else "[yellow]✓[/]" if how else "[green]✓[/]"
    said = wrong or f"{story.name} fails at {story.fails_at}{how}"
    symbol = story.breaks.symbol if story.breaks else ""
    console.print(f"{mark} {said} [dim]{symbol}, {outcome.seconds:.0f} s[/]")


def _broken(home: Home, stories: Sequence[Story], switches: Path) -> Path:
    """A copy of the code in which every break can be switched on."""
    source = home.path("guards", "source")
    shutil.rmtree(source, ignore_errors=True)
    for folder in RUNS:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, source / folder, ignore=ignored)
    for folder in ("web", "docs"):  # no guard breaks what browsers get, which shows the reference
        (source / folder).symlink_to(ROOT / folder)
    module = source / "layers/linli/python/linli/switch.py"
    module.write_text(SWITCH.format(folder=str(switches)), "utf-8")
    for story in stories:
        _break(source, story)
    return source


def _break(source: Path, story: Story) -> None:
    if story.breaks is None:
        return
    breaks, file = story.breaks, source / story.breaks.file
    if not file.is_file():
        raise Unbreakable(f"{story.name}: there is no {breaks.file}")
    told = switched(file.read_text("utf-8"), breaks.symbol, breaks.instead, story.name)
    file.write_text(told, "utf-8")
