"""The templates of all features: `notices` of each texts.yaml, deployed with this feature."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import TypeAdapter

from linli.errors import Invalid
from linli.notices import Template, with_drills, wrong
from linli.rows import read

FILE = "templates.json"  # {"<feature>": its `notices`}


def fitting(key: str, variables: Mapping[str, str]) -> Template:
    """The template; Invalid, without repeating values, if the variables do not fit it."""
    found = known().get(key)
    if found is None:
        raise Invalid("template-unknown")
    if problems := wrong(found, variables):
        raise Invalid(f"variables-do-not-fit: {'; '.join(problems)}", f"/template/{key}")
    return found


def tellable(key: str, variables: Mapping[str, str]) -> Template:
    """As `fitting`, but refuses sign-in codes, which may not be stored in an inbox."""
    found = fitting(key, variables)
    if found.kind == "code":
        raise Invalid("code-is-no-notice")
    return found


@cache
def known() -> dict[str, Template]:
    """By full key: "incidents.dispatched"."""
    found = {
        f"{feature}.{key}": template
        for feature, section in _sections().items()
        for key, template in section.items()
    }
    return with_drills(TypeAdapter(dict[str, Template]).validate_python(found))


def _sections() -> dict[str, dict[str, Any]]:
    staged = files(str(__package__)).joinpath(FILE)
    if staged.is_file():
        return dict(json.loads(staged.read_text("utf-8")))
    features = [home.name for home in files("functions").iterdir() if _has_texts(home)]
    return {feature: read(feature, "texts").get("notices", {}) for feature in sorted(features)}


def _has_texts(home: Any) -> bool:
    return bool(home.is_dir() and home.joinpath("texts.yaml").is_file())
