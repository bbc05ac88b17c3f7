"""A city's overrides of statutory and local rows, with its own source."""

from collections import Counter
from pathlib import Path
from typing import Any

from infra import ROOT
from infra.settings import Settings
from linli.rows import from_yaml

STANDARDS = "standards"  # the name for overriding rows that are part of the layer
LOCAL = "U"  # mark of a row that a city may override freely
ORDER = ("id", "effective_from", "effective_to")  # fields that define an unbroken succession


def check(settings: Settings) -> None:
    """ValueError, with the place, for the first of a city's `rules` that fits no row."""
    for owner, files in settings.rules.items():
        home = "layers/linli/python/linli" if owner == STANDARDS else f"functions/{owner}"
        known = {path.stem: path for path in sorted(ROOT.joinpath(home).rglob("rules/*.yaml"))}
        for name, rows in files.items():
            if name not in known:
                there = f"; there are: {', '.join(known)}" if known else ""
                raise ValueError(f"rules: {owner}: {name}: no such rows{there}")
            _check_file(f"rules: {owner}: {name}", known[name], rows)


def _check_file(where: str, path: Path, rows: dict[str, Any]) -> None:
    try:
        merged(from_yaml(path), rows)
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from None


def merged(rows: Any, overrides: dict[str, dict[str, Any]]) -> Any:
    """Rows with the city's values, by id, or by `<id>@<effective_from>` if there are several;
    ValueError for anything that does not fit the rows.
    """
    if not overrides:
        return rows
    many = Counter(row["id"] for row in rows)
    names = [_name(row, many[row["id"]]) for row in rows]
    if unknown := set(overrides) - set(names):
        own = {name for name in unknown if name in many}
        of = f", but {[name for name in names if name.partition('@')[0] in own]}" if own else ""
        raise ValueError(f"the city overrides rows that do not exist: {sorted(unknown)}{of}")
    return [
        _own(row, overrides[name]) if name in overrides else row
        for name, row in zip(names, rows, strict=True)
    ]


def _name(row: dict[str, Any], many: int) -> str:
    return row["id"] if many == 1 else f"{row['id']}@{row['effective_from']}"


def _own(row: dict[str, Any], override: dict[str, Any]) -> dict[str, Any]:
    """The city's row: its value with its own source, never attributed to a standard."""
    for field, value in override.items():
        if field in ORDER:
            raise ValueError(f"{row['id']}: {field} is not a city's to say")
        if field not in row or not isinstance(value, _alike(row[field])):
            raise ValueError(f"{row['id']}: {field} = {value!r} does not fit the row")
    if "mark" not in row:
        return row | override
    if row["mark"] != LOCAL and "article" not in override:
        raise ValueError(f"{row['id']} is {row['article']}'s: state the article of another value")
    return row | override | {"mark": LOCAL}


def _alike(value: Any) -> tuple[type, ...]:
    return (int, float) if type(value) in (int, float) else (type(value),)
