"""Words that the screens show for codes of the API, in the words of the features themselves.

`kind-manhole` of a feature's texts is `kind.manhole` of a screen; a role is `role.resident`, a kind
of event `category.A6.1`. What is said of devices, only those who work with them fetch.
"""

import json
import re
from typing import Any

import yaml

from operate.home import ROOT

LANGUAGES = ("zh", "en")
OF_CODES = ("stage", "category")  # what screens name
OF_THINGS = ("kind", "measure", "command")
ROLES, EVENTS = "accounts/rules/roles.yaml", "incidents/rules/categories.yaml"
FILLED = re.compile(r"\{(\w+):[^}]*\}")  # a screen knows no formats of Python


def texts() -> dict[str, str]:
    """By name, files of web/texts: for all screens, and what is for a few alone."""
    kinds = {f"category.{row['id']}": row for row in _rows(EVENTS)}
    codes = {**_roles(), **_coded(OF_CODES)}
    files = {"codes": codes, "things": _coded(OF_THINGS), "events": kinds}
    return {
        f"{name}.{language}.json": _file(said, language)
        for name, said in files.items()
        for language in LANGUAGES
    }


def _file(said: dict[str, Any], language: str) -> str:
    words = {key: FILLED.sub(r"{\1}", text[language]) for key, text in said.items()}
    return json.dumps(words, ensure_ascii=False, indent=2) + "\n"


def _roles() -> dict[str, Any]:
    return {f"role.{row['id']}": row for row in _rows(ROLES)}


def _coded(sorts: tuple[str, ...]) -> dict[str, Any]:
    found = {}
    for file in sorted(ROOT.glob("functions/*/texts.yaml")):
        for key, said in yaml.safe_load(file.read_text("utf-8")).items():
            sort, _, code = key.partition("-")
            if sort in sorts and code:
                found[f"{sort}.{code}"] = said
    return dict(sorted(found.items()))


def _rows(file: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((ROOT / "functions" / file).read_text("utf-8"))
    return found
