"""The page of numbers in force, with dates and sources."""

from pathlib import Path
from typing import Any

from linli.rows import from_yaml
from operate.home import ROOT

HEAD = """# Rows of rules

Generated from the `rules/*.yaml` of features and of the layer by `./linli check --write`; do not
edit. Rows of one id follow each other: what happened is judged by the one in force then. Mark: C
the source was read · K well-founded · U uncertain; all but C are shown as not verified. A city may
override a row ([a city's file](../cities.md)).
"""
LAYER = "layers/linli/python/linli"
HOMES = ("functions/*/rules", f"{LAYER}/rules", f"{LAYER}/*/rules")
DATED = "effective_from"


def page() -> str:
    return HEAD + "".join(map(_section, _files()))


def sources() -> set[str]:
    """What rows name as their sources."""
    every = (row for file in _files() for row in _rows(file))
    return {row["article"] for row in every if "article" in row}


def _files() -> list[Path]:
    return sorted(file for home in HOMES for file in ROOT.glob(f"{home}/*.yaml"))


def _section(file: Path) -> str:
    rows = [row for row in _rows(file) if DATED in row]
    if not rows:
        return ""
    head = "| row | numbers | from | until | source | mark |\n|-|-|-|-|-|-|\n"
    name = file.relative_to(ROOT)
    return f"\n## {_title(file)}\n\n[{name}](../../{name})\n\n{head}" + "".join(map(_line, rows))


def _rows(file: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = from_yaml(file)
    return found


def _title(file: Path) -> str:
    """The feature, or the package of the layer."""
    return f"{file.parent.parent.name} · {file.stem}"


def _line(row: dict[str, Any]) -> str:
    cells = (
        f"`{row['id']}`",
        _numbers(row),
        row[DATED],
        row.get("effective_to") or "",
        row.get("article") or row["zh"],  # a law is its own source
        row["mark"],
    )
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |\n"


def _numbers(row: dict[str, Any]) -> str:
    """`value` with its unit, and all other numbers by name."""
    known = {name: one for name, one in row.items() if type(one) in (int, float)}
    value = known.pop("value", None)
    unit = row.get("unit", "")
    first = [] if value is None else [f"{value} {unit}".strip()]
    return " · ".join(first + [f"{name} {one}" for name, one in known.items()])
