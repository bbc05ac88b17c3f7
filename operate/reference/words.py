"""Words that the screens show for codes of the API, in the words of the features themselves.

`kind-manhole` of a feature's texts is `kind.manhole` of a screen; a role is `role.resident`, a kind
of event `category.A6.1`. What is said of devices, only those who work with them fetch.
"""

import json
import re
from typing import Any

from linli.codes import THINGS, of_events, of_roles, of_texts
from operate.home import ROOT

LANGUAGES = ("zh", "en")
OF_CODES = ("stage", "category")  # what screens name
FILLED = re.compile(r"\{(\w+):[^}]*\}")  # a screen knows no formats of Python


def texts() -> dict[str, str]:
    """By name, files of web/texts: for all screens, and what is for a few alone."""
    features = ROOT / "functions"
    files = {
        "codes": {**of_roles(features), **of_texts(features, OF_CODES)},
        "things": of_texts(features, THINGS),
        "events": of_events(features),
    }
    return {
        f"{name}.{language}.json": _file(said, language)
        for name, said in files.items()
        for language in LANGUAGES
    }


def _file(said: dict[str, Any], language: str) -> str:
    words = {key: FILLED.sub(r"{\1}", text[language]) for key, text in said.items()}
    return json.dumps(words, ensure_ascii=False, indent=2) + "\n"
