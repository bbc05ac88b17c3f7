"""Rules as data: loads the rows of functions/<feature>/rules/<name>.yaml.

At deployment each file is also written as JSON, with the city's overrides merged in; functions read
that. Only a checkout, where nothing was staged, reads the YAML. Rows of external standards are in
linli/standards/rules and are deployed with the layer.
"""

import json
from collections import Counter
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter

from linli.dated import Dated, by_id

M = TypeVar("M", bound=BaseModel)


def rows(feature: str, name: str, model: type[M]) -> tuple[M, ...]:
    """All rows, in force or not; ValueError if one is invalid, or two with the same id overlap in
    time, as rows without dates do.
    """
    return _valid(read(feature, f"rules/{name}"), model)


def standard(name: str, model: type[M]) -> tuple[M, ...]:
    """All rows of linli/standards/rules/<name>, in force or not."""
    return _valid(_read("linli.standards", f"rules/{name}"), model)


def shared(name: str, model: type[M]) -> tuple[M, ...]:
    """All rows of linli/rules/<name>, which apply to every feature, in force or not."""
    return _valid(_read("linli", f"rules/{name}"), model)


def read(feature: str, path: str) -> Any:
    return _read(f"functions.{feature}", path)


def _valid(said: Any, model: type[M]) -> tuple[M, ...]:
    found: tuple[M, ...] = TypeAdapter(tuple[model, ...]).validate_python(said)  # type: ignore[valid-type]
    if issubclass(model, Dated):
        by_id(found)  # type: ignore[type-var]  # has an id, for overrides
    undated = Counter(row.get("id") for row in said if "effective_from" not in row)
    if twice := [name for name, times in undated.items() if times > 1]:
        raise ValueError(f"{twice}: two rows")
    return found


def _read(package: str, path: str) -> Any:
    staged = files(package).joinpath(f"{path}.json")
    if staged.is_file():
        return json.loads(staged.read_text("utf-8"))
    return from_yaml(files(package).joinpath(f"{path}.yaml"))


def from_yaml(file: Traversable) -> Any:
    """What a file of a checkout holds; a deployment has JSON in its place, and no YAML reader."""
    import yaml  # noqa: PLC0415 - not in the layer: only a checkout reads YAML

    # by libyaml: the loader that is Python takes eight times as long
    return yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
