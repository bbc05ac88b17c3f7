"""The tables of docs/who-may, read as they are written: what each line says of which cases."""

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, get_args

from linli.purposes import Purpose
from linli.roles import Role

FOLDER = Path(__file__).parents[2] / "docs/who-may"
ROLES: tuple[str, ...] = get_args(Role)
PURPOSES = (*get_args(Purpose), "none")
ACTION, OF, RELATION, PURPOSE, FIRST_ROLE = 1, 2, 3, 4, 5  # columns
MAY, MAY_NOT, NEVER = "✓", "–", "✗"
NOT_SAID = "not said"
RELATED = {  # whom a thing of a kind names, and so who stands in a relation to it
    "Person": ("person",),
    "Membership": ("person",),
    "Proposal": ("person", "proposer"),
    "Mandate": ("person",),
    "Incident": ("assignee", "handler"),
    "LedgerEntry": ("assignee",),
    "Window": ("proposer",),
    "Patrol": ("assignee",),
}
WORDS = {  # whoever is several of these counts as the first
    "own person": "person",
    "proposer": "proposer",
    "assignee": "assignee",
    "handler": "handler",
}


class Said(NamedTuple):
    """What is done to what; `given` is the role that a thing of its kind names, if any does."""

    action: str
    kind: str
    given: str
    relation: str
    purpose: str


class Table(NamedTuple):
    roles: list[str]
    marks: dict[Said, dict[str, str]]  # by role
    naming: set[str]  # kinds that name a role
    twice: list[str]

    @property
    def actions(self) -> set[str]:
        return {said.action for said in self.marks}

    def kinds(self, action: str = "") -> set[str]:
        return {said.kind for said in self.marks if action in ("", said.action)}


def names() -> list[str]:
    return sorted(file.stem for file in FOLDER.glob("*.csv"))


def read(feature: str) -> Table:
    with (FOLDER / f"{feature}.csv").open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file)
    roles = [_english(title).replace(" ", "_") for title in head[FIRST_ROLE:-1]]
    table = Table(roles, {}, {_kind(line) for line in lines if ":" in line[OF]}, [])
    for number, line in enumerate(lines, start=2):
        marks = dict(zip(roles, line[FIRST_ROLE:-1], strict=True))
        for said in _meant(line, table.naming):
            if said in table.marks:
                table.twice.append(f"{feature}.csv, line {number}: {said}")
            table.marks[said] = marks
    return table


def relations(kind: str) -> Sequence[str]:
    named = RELATED.get(kind, ())
    own = [word for word, attribute in WORDS.items() if attribute in named]
    return [*own, "another", NOT_SAID] if named else ["none"]


def relation(kind: str, people: Mapping[str, str]) -> str:
    """In which relation somebody stands to a thing; `people` says of each it names who it is."""
    for word, attribute in WORDS.items():
        if people.get(attribute) == "me":
            return word
    named = RELATED.get(kind, ())
    return "none" if not named else "another" if len(people) == len(named) else NOT_SAID


def givens(kind: str, naming: set[str]) -> Sequence[str]:
    return (*ROLES, NOT_SAID) if kind in naming else ("",)


def _meant(line: Sequence[str], naming: set[str]) -> list[Said]:
    kind, roles = _kind(line), line[OF].partition(":")[2]
    given = [word if word == NOT_SAID else word.replace(" ", "_") for word in _words(roles)]
    return [
        Said(line[ACTION], kind, role, relation, purpose)
        for role in given or givens(kind, naming)
        for relation in _each(line[RELATION], relations(kind))
        for purpose in _each(line[PURPOSE], PURPOSES)
    ]


def _each(cell: str, of: Sequence[str]) -> Sequence[str]:
    return of if _words(cell) == ["any"] else _words(cell)


def _words(cell: str) -> list[str]:
    return [_english(word) for word in cell.split("、") if word.strip()]


def _kind(line: Sequence[str]) -> str:
    return _english(line[OF].partition(":")[0])


def _english(words: str) -> str:
    return re.sub(r"[^\x00-\x7f]", "", words).strip()
