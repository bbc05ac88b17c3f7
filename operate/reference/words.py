"""Words that the screens show for codes of the API, in the words of the features themselves.

`kind-manhole` of a feature's texts is `kind.manhole` of a screen; a role is `role.resident`.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from operate.home import ROOT

LANGUAGES = ("zh", "en")
OF_CODES = ("kind", "measure", "stage", "command", "category", "status")  # what screens name
FILLED = re.compile(r"\{(\w+):[^}]*\}")  # a screen knows no formats of Python


def texts() -> dict[str, str]:
    """By language, a file of web/texts."""
    found = dict(sorted(_all()))
    return {
        language: json.dumps(
            {key: FILLED.sub(r"{\1}", said[language]) for key, said in found.items()},
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
        for language in LANGUAGES
    }


def _all() -> Iterator[tuple[str, dict[str, Any]]]:
    roles = ROOT / "functions/accounts/rules/roles.yaml"
    for row in yaml.safe_load(roles.read_text("utf-8")):
        yield f"role.{row['id']}", row
    for file in sorted(ROOT.glob("functions/*/texts.yaml")):
        for key, said in yaml.safe_load(file.read_text("utf-8")).items():
            sort, _, code = key.partition("-")
            if sort in OF_CODES and code:
                yield f"{sort}.{code}", said
