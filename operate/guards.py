"""Proves that stories notice: each is played in a city in which one symbol does something else.

A story's `breaks` names the symbol and what its body becomes. That copy is deployed as a city of
its own, and the story must fail there at its `fails_at` expectation, and nowhere before.
"""

import ast
import shutil
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from operate.home import ROOT, Home
from operate.scenario.player import Outcome
from operate.scenario.story import Breaks, Story

RUNS = ("functions", "events", "layers")


class Unbreakable(Exception):
    """The symbol is not there, or what should stand in its place is no Python."""


@dataclass(frozen=True)
class Guard:
    """One story and the city in which it must fail."""

    story: Story
    breaks: Breaks
    city: str
    source: Path
    settings: Path


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
    own = yaml.safe_load((ROOT / f"cities/{home.city()}.yaml").read_text("utf-8"))
    own |= {"name": city, "seed": {}}
    settings.write_text(yaml.safe_dump(own, allow_unicode=True), "utf-8")
    return Guard(story, breaks, city, source, settings)


def instead(source: str, symbol: str, body: str) -> str:
    """The source in which the body of `function` or `Class.method` is another."""
    function = _find(ast.parse(source), symbol)
    first, last = function.body[0], function.body[-1]
    lines = source.splitlines(keepends=True)
    indent = " " * (function.col_offset + 4)
    head = lines[: first.lineno - 1]
    if first.lineno == function.lineno:  # def f(): return 1
        head = [*lines[: first.lineno - 1], lines[first.lineno - 1][: first.col_offset] + "\n"]
    new = textwrap.indent(textwrap.dedent(body).strip("\n") + "\n", indent)
    changed = "".join([*head, new, *lines[last.end_lineno or len(lines) :]])
    try:
        ast.parse(changed)
    except SyntaxError as error:
        raise Unbreakable(f"{symbol}: {error}") from error
    return changed


def _find(tree: ast.Module, symbol: str) -> ast.FunctionDef:
    scope: ast.Module | ast.ClassDef | ast.FunctionDef = tree
    for name in symbol.split("."):
        kinds = (ast.ClassDef, ast.FunctionDef)
        found = (n for n in scope.body if isinstance(n, kinds) and n.name == name)
        inner = next(found, None)
        if inner is None:
            raise Unbreakable(f"there is no {symbol}")
        scope = inner
    if not isinstance(scope, ast.FunctionDef):
        raise Unbreakable(f"{symbol} is no function")
    return scope


def verdict(guard: Guard, outcome: Outcome) -> str | None:
    """What is wrong with the guard; None if the story failed where it must."""
    wanted = guard.story.fails_at
    if outcome.failure is None:
        return f"{guard.story.name} passes although {guard.breaks.symbol} is broken"
    if outcome.failure["id"] != wanted:
        at = outcome.failure["id"] or f"step {outcome.failure['step']}"
        return f"{guard.story.name} fails at {at}, not {wanted}: {outcome.failure['reason']}"
    return None
