"""What codes are called where people read them: kinds of things and of events, measures, commands,
what a timeline notes, in the words of the features that have them.

A deployment stages them as codes.json beside this file; a checkout gathers them from the features.
"""

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from linli.rows import from_yaml

FILE = "codes.json"  # {"measure.fire": {"zh": …, "en": …}}
THINGS = ("kind", "measure", "command", "outcome", "channel", "to", "note", "post")
Words = dict[str, dict[str, Any]]


def called(sort: str, code: str, language: str) -> str:
    """The word of a code, or the code itself where no feature has one. A panel's measure ends in
    the address of the part that it is of.
    """
    name, _, part = code.partition("#")
    word = _known().get(f"{sort}.{name}")
    return " ".join(filter(None, (str(word[language]), part))) if word else code


def gathered(functions: Path) -> Words:
    """All of them, from a checkout's functions/; a feature's own word before the catalogue's."""
    things = _of_catalogue(functions) | of_texts(functions, THINGS)
    return {**things, **of_events(functions), **of_roles(functions)}


def of_texts(functions: Path, sorts: Iterable[str]) -> Words:
    """`measure-fire` of a feature's texts.yaml is `measure.fire` here, in the order of codes."""
    found: Words = {}
    for file in sorted(functions.glob("*/texts.yaml")):
        for key, words in from_yaml(file).items():
            sort, _, code = key.partition("-")
            if sort in sorts and code:
                found[f"{sort}.{code}"] = words
    return dict(sorted(found.items()))


def of_events(functions: Path) -> Words:
    return _of_rows("category", functions / "incidents/rules/categories.yaml")


def of_roles(functions: Path) -> Words:
    return _of_rows("role", functions / "accounts/rules/roles.yaml")


def _of_rows(sort: str, file: Path) -> Words:
    return {f"{sort}.{row['id']}": {"zh": row["zh"], "en": row["en"]} for row in from_yaml(file)}


def _of_catalogue(functions: Path) -> Words:
    """A measure that two kinds of devices call differently has no word here."""
    kinds = from_yaml(functions / "devices/rules/kinds.yaml")
    gauges = [gauge for kind in kinds for gauge in kind.get("measures", ())]
    named = {gauge["measure"]: gauge["name"] for gauge in gauges}
    apart = {gauge["measure"] for gauge in gauges if gauge["name"] != named[gauge["measure"]]}
    found = {f"measure.{code}": name for code, name in named.items() if code not in apart}
    return found | {f"kind.{kind['id']}": kind["name"] for kind in kinds}


@cache
def _known() -> Words:
    staged = files("linli").joinpath(FILE)
    if staged.is_file():
        return dict(json.loads(staged.read_text("utf-8")))
    return gathered(Path(str(files("functions"))))
