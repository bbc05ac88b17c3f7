"""Words for codes of the API that screens show, from the features' own texts.

`kind-manhole` of a feature's texts is `kind.manhole` of a screen; a role is `role.resident`, a kind
of event `category.A6.1`, a source that rows name `source.EC-ACC#9`. Words about devices are fetched
only by those who work with them.
"""

import json
import re
from typing import Any

from linli.codes import THINGS, of_events, of_roles, of_texts
from linli.laws import cited
from linli.rows import read
from operate.home import ROOT
from operate.reference import rules

LANGUAGES = ("zh", "en")
OF_CODES = ("stage", "category")  # codes that screens show
FILLED = re.compile(r"\{(\w+):[^}]*\}")  # screens do not support Python's format specifiers


def texts() -> dict[str, str]:
    """By name of a file in web/texts: one for all screens, others for some."""
    features = ROOT / "functions"
    files = {
        "codes": {**of_roles(features), **of_texts(features, OF_CODES)},
        "things": of_texts(features, THINGS),
        "events": of_events(features),
        "laws": _sources() | _bans(),
    }
    return {
        f"{name}.{language}.json": _file(said, language)
        for name, said in files.items()
        for language in LANGUAGES
    }


def _sources() -> dict[str, Any]:
    """Without those that people read as they are, such as a standard's number."""
    said = {one: {lang: cited(one, lang) for lang in LANGUAGES} for one in sorted(rules.sources())}
    return {f"source.{one}": words for one, words in said.items() if one not in words.values()}


def _bans() -> dict[str, Any]:
    """What a rule forbids to send, by its id."""
    words = read("facilities", "texts")
    return {f"ban.{row['id']}": words[row["id"]] for row in read("facilities", "rules/forbidden")}


def _file(said: dict[str, Any], language: str) -> str:
    words = {key: FILLED.sub(r"{\1}", text[language]) for key, text in said.items()}
    return json.dumps(words, ensure_ascii=False, indent=2) + "\n"
