"""Sums the rounds of a drill. The rounds of a commit are kept in a file, so that an interrupted
drill continues where it stopped. A failed round stays in it: running again does not hide it.
"""

import subprocess
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from operate.faults.aftermath import Aftermath
from operate.faults.met import Met
from operate.faults.size import Size
from operate.home import ROOT

KEPT = ROOT / ".linli/drills"


class Round(BaseModel):
    """The number of its claims that held, and the faults that hit incidents and device messages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seed: int
    passed: int
    failed: int
    incidents: Met
    devices: Met


class Rounds:
    """`file` has one JSON line per round; without a file the sum covers this run only."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file
        lines = file.read_text("utf-8").splitlines() if file and file.exists() else []
        self.all = [Round.model_validate_json(line) for line in lines]

    def add(self, one: Round) -> None:
        self.all.append(one)
        if self.file:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self.file.open("a", encoding="utf-8") as kept:
                kept.write(one.model_dump_json() + "\n")

    @property
    def failed(self) -> int:
        return sum(one.failed for one in self.all)

    @property
    def passed(self) -> int:
        return sum(one.passed for one in self.all)

    @property
    def incidents(self) -> Met:
        return sum((one.incidents for one in self.all), Met())

    @property
    def devices(self) -> Met:
        return sum((one.devices for one in self.all), Met())

    def promises(self, size: Size) -> list[bool]:
        """Whether incidents, and device messages, were hit by as many faults as promised."""
        devices = self.devices.covers(size.load.promised)
        return [self.incidents.covers(size.promised), devices]

    def go_on(self, size: Size) -> bool:
        """Stops at the first failure, so that it is examined before more rounds run."""
        return not self.failed and len(self.all) < size.rounds and not all(self.promises(size))


def judged(seed: int, found: Aftermath) -> Round:
    """The claims: no incident, event, notice, telephone message or receipt lost or doubled; nothing
    left in progress; each device message stored or refused; each device's account balanced; alarms
    equal to those of an undisturbed run.
    """
    people = (found.notices.good, found.messages.good, found.receipts.good)
    devices = [one.good for one in found.devices.judged] if found.devices else [False]
    claims = [found.incidents.good, found.facts.good, *people, found.rested, *devices]
    return Round(
        seed=seed,
        passed=sum(claims),
        failed=len(claims) - sum(claims),
        incidents=found.struck,
        devices=found.struck_devices,
    )


def of_this_commit() -> Rounds:
    """Without a file if the tree has uncommitted changes or is no repository."""
    changes, commit = _git("status", "--porcelain"), _git("rev-parse", "HEAD")
    return Rounds(KEPT / f"{commit}.jsonl" if commit and not changes else None)


def _git(*words: str) -> str:
    told = subprocess.run(
        ["git", *words],
        cwd=ROOT, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return told.stdout.strip()
