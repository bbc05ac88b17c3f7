"""Prints the progress of stories in the terminal, of several at once if necessary."""

import json
import threading
from typing import Any

from rich.console import Console
from rich.markup import escape

from operate.scenario.base import Step
from operate.scenario.step import kind_of
from operate.scenario.story import Story

LONGEST = 2000  # characters of an answer that are shown


class Teller:
    """One line per step; if stories run in parallel, each line names its story."""

    def __init__(self, console: Console, *, several: bool) -> None:
        self.console, self.several = console, several
        self._lock = threading.Lock()

    def begins(self, story: Story) -> None:
        title = f"{story.title.zh} · {story.title.en}"
        self._say(story, f"[bold]{escape(title)}[/]", mark="▶")

    def took(self, story: Story, step: Step, seconds: float) -> None:
        self._say(story, f"{escape(describe(step))} [dim]{seconds:.1f} s[/]", mark="[green]✓[/]")

    def failed(self, story: Story, step: Step | None, failure: dict[str, Any]) -> None:
        what = describe(step) if step else "set-up"
        name = f" ({failure['id']})" if failure["id"] else ""
        self._say(story, f"[red]{escape(what + name)}[/]", mark="[red]✗[/]")
        self.explains(story, failure, LONGEST)

    def explains(self, story: Story, failure: dict[str, Any], longest: int | None = None) -> None:
        """Explains a failure, with answers whole or shortened to so many characters."""
        self._say(story, escape(f"{failure['reason']} (after {failure['waited']} s)"), mark=" ")
        for part in ("wanted", "last"):
            if failure[part] is not None:
                text = json.dumps(failure[part], ensure_ascii=False, default=str)
                self._say(story, f"[dim]{part}:[/] {escape(text[:longest])}", mark=" ")

    def remarks(self, story: Story, words: str) -> None:
        self._say(story, f"[yellow]{escape(words)}[/]", mark=" ")

    def ends(self, story: Story, passed: bool, seconds: float) -> None:
        if self.several:
            word = "[green]passed[/]" if passed else "[red]failed[/]"
            self._say(story, f"{word} [dim]{seconds:.1f} s[/]", mark="■")

    def _say(self, story: Story, text: str, mark: str) -> None:
        whose = f"[cyan]{escape(story.name)}[/] " if self.several else ""
        with self._lock:
            self.console.print(f"{whose}{mark} {text}", highlight=False, soft_wrap=True)


def describe(step: Step) -> str:
    """The step's own title, or its YAML in one line."""
    if step.title:
        return f"{step.title.zh} · {step.title.en}"
    kind = str(kind_of(step))
    if kind == "together":
        return "together: " + "; ".join(describe(inner) for inner in step.__dict__["together"])
    who = step.__dict__.get("by")
    return f"{who + ': ' if who else ''}{kind} {step.__dict__.get(kind, '')}"
