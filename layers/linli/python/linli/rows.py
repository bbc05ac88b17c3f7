"""Rules as data: the rows of functions/<feature>/rules/<name>.yaml.

A deployment stages each file as JSON too, with the city's overrides merged in; that is what runs.
The YAML is read where nothing was staged: in a checkout. Rows of a standard that others speak stand
beside its module, in linli/standards/rules, and come with the layer.
"""

import json
from importlib.resources import files
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter

M = TypeVar("M", bound=BaseModel)


def rows(feature: str, name: str, model: type[M]) -> tuple[M, ...]:
    """All rows, in force or not; ValidationError if one does not fit."""
    return TypeAdapter(tuple[model, ...]).validate_python(  # type: ignore[valid-type]
        read(feature, f"rules/{name}")
    )


def standard(name: str, model: type[M]) -> tuple[M, ...]:
    """All rows of linli/standards/rules/<name>, in force or not."""
    return TypeAdapter(tuple[model, ...]).validate_python(  # type: ignore[valid-type]
        _read("linli.standards", f"rules/{name}")
    )


def shared(name: str, model: type[M]) -> tuple[M, ...]:
    """All rows of linli/rules/<name>, to which every feature is held, in force or not."""
    return TypeAdapter(tuple[model, ...]).validate_python(  # type: ignore[valid-type]
        _read("linli", f"rules/{name}")
    )


def read(feature: str, path: str) -> Any:
    return _read(f"functions.{feature}", path)


def _read(package: str, path: str) -> Any:
    staged = files(package).joinpath(f"{path}.json")
    if staged.is_file():
        return json.loads(staged.read_text("utf-8"))
    import yaml  # noqa: PLC0415 - not in the layer: only a checkout reads YAML

    return yaml.safe_load(files(package).joinpath(f"{path}.yaml").read_text("utf-8"))
