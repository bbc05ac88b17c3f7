"""Parsing of cells: kinds by any of their names, dates and numbers as people write them. Pure."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any
from unicodedata import normalize

from pydantic import ValidationError

from functions.facilities.assets.model import Card

from .model import Problem
from .sheet import Record

DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))", re.ASCII)
NUMBER = re.compile(r"[+-]?\d{1,3}(\.\d{1,15})?", re.ASCII)
YES_NO = {"是": True, "yes": True, "true": True, "1": True, "y": True} | {
    "否": False,
    "no": False,
    "false": False,
    "0": False,
    "n": False,
}
APART = re.compile(r"[\s;,、；，|]+")
DAYS = ("made", "installed", "inspection_due", "end_of_life")
SAYS = {  # error for a cell that cannot be parsed
    "id": "not-an-id",
    "kind": "not-a-kind",
    "lat": "not-a-latitude",
    "lon": "not-a-longitude",
    "grid": "not-a-grid",
    "parent": "not-an-id",
    "links": "not-an-id",
    "certified": "not-a-command",
    **dict.fromkeys(DAYS, "not-a-day"),
}
Kinds = Mapping[str, str]  # by any name, in lower case
NEEDED = ("id", "kind", "name", "lat", "lon", "address")


def card(record: Record, community: str, kinds: Kinds) -> tuple[Card | None, list[Problem]]:
    """The row as an asset, or all its errors."""
    said = {name: text for name, text in record.cells.items() if text}
    found = [
        Problem(column=name, code="missing")
        for name in NEEDED
        if name not in said and not any(one.column == name for one in record.problems)
    ]
    if said.pop("community", community) != community:
        found.append(Problem(column="community", code="community-elsewhere"))
    wrong = {one.column for one in (*record.problems, *found)}
    values: dict[str, Any] = {"community": community}
    meant = _meant(kinds)
    for name, text in said.items():
        try:
            values[name] = meant.get(name, str)(text)
        except (ValueError, KeyError):
            values[name] = None
            if name not in wrong:
                found.append(_problem(name))
    values["point"] = {"lat": values.pop("lat", 0), "lon": values.pop("lon", 0)}
    return _validated(values, [*record.problems, *found])


def _validated(values: dict[str, Any], found: list[Problem]) -> tuple[Card | None, list[Problem]]:
    seen = {one.column for one in found}
    try:
        card = Card.model_validate(values)
    except ValidationError as error:
        names = [_column(*one["loc"]) for one in error.errors(include_input=False)]
        found += [_problem(name) for name in dict.fromkeys(names) if name not in seen]
        return None, found
    return (None if found else card), found


def _problem(name: str) -> Problem:
    return Problem(column=name, code=SAYS.get(name, "not-understood"))


def _column(first: int | str, *rest: int | str) -> str:
    return str(rest[0] if first == "point" and rest else first)


def _meant(kinds: Kinds) -> dict[str, Callable[[str], Any]]:
    return {
        "kind": partial(_kind, kinds),
        "lat": _number,
        "lon": _number,
        "certified": _certified,
        "links": _list,
        **dict.fromkeys(DAYS, _day),
    }


def _list(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, APART.split(text))))


def _certified(text: str) -> bool | tuple[str, ...]:
    """Yes stands for the first command of its kind."""
    said = YES_NO.get(text.casefold())
    return _list(text) if said is None else said


def _kind(kinds: Kinds, text: str) -> str:
    return kinds[text.casefold()]


def _number(text: str) -> float:
    text = normalize("NFKC", text)
    if not NUMBER.fullmatch(text):
        raise ValueError
    return float(text)


def _day(text: str) -> date:
    found = DAY.fullmatch(normalize("NFKC", text))
    if not found:
        raise ValueError
    year, month, day, month_, day_ = found.groups()
    return date(int(year), int(month or month_), int(day or day_))
