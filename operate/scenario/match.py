"""Compares an answer with what is expected, and describes the first difference."""

import re
from typing import Any

import jmespath  # type: ignore[import-untyped]

VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_.]*)\}")
ABSENT = object()


class Unknown(Exception):
    """A step uses a variable that is not set."""


def fill(value: Any, known: dict[str, Any]) -> Any:
    """The value with its `${variables}` filled in; a value that is only a variable keeps the
    variable's type.
    """
    if isinstance(value, str):
        whole = VARIABLE.fullmatch(value)
        if whole:
            return _look(whole[1], known)
        return VARIABLE.sub(lambda found: str(_look(found[1], known)), value)
    if isinstance(value, dict):
        return {fill(key, known): fill(inner, known) for key, inner in value.items()}
    if isinstance(value, list):
        return [fill(inner, known) for inner in value]
    return value


def _look(path: str, known: dict[str, Any]) -> Any:
    name, *rest = path.split(".")
    if name not in known:
        raise Unknown(f"${{{path}}} is not known here")
    value = known[name]
    for part in rest:
        value = value[part]
    return value


def pick(expression: str, answer: Any) -> Any:
    return jmespath.search(expression, answer)


def amiss(wanted: Any, found: Any, where: str = "") -> str | None:
    """A description of the first thing that is `wanted` but not in `found`; None if
    there is none.
    """
    if isinstance(wanted, dict):
        if not isinstance(found, dict):
            return f"{where or 'the answer'} is {_short(found)}, not an object"
        for key, inner in wanted.items():
            reason = amiss(inner, found.get(key, ABSENT), f"{where}.{key}".lstrip("."))
            if reason:
                return reason
        return None
    if isinstance(wanted, list) and isinstance(found, list):
        return _missing(wanted, found, where)
    if wanted == found and isinstance(wanted, bool) == isinstance(found, bool):
        return None
    return f"{where or 'the answer'} is {_short(found)}, not {_short(wanted)}"


def _missing(wanted: list[Any], found: list[Any], where: str) -> str | None:
    """Each wanted item must be among the found ones, in that order; `[]` requires an empty list."""
    if not wanted:
        return f"{where} has {len(found)} items, not 0" if found else None
    rest = iter(found)
    for number, inner in enumerate(wanted):
        if not any(amiss(inner, item) is None for item in rest):
            return f"{where}[{number}] {_short(inner)} is not in {_short(found)}"
    return None


def _short(value: Any) -> str:
    if value is ABSENT:
        return "absent"
    text = str(value)
    return text if len(text) <= 300 else text[:297] + "..."
