"""The features' own code, imported without a city in order to be read, not called."""

import importlib
import json
import os
import tempfile
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from linli import city
from operate.home import ROOT

STAND_IN = {
    "name": "nowhere",
    "code": "140100000000",
    "region": "cn-north-1",
    "account": "000000000000",
    "audience": "linli",
}
ENVIRONMENT = {
    "CITY": "nowhere",
    "TABLE": "linli-nowhere-nothing",
    "BUS": "linli-nowhere-bus",
    "MACHINES": "none",
    "POWERTOOLS_SERVICE_NAME": "reference",
    "AWS_REGION": "cn-north-1",
    "AWS_DEFAULT_REGION": "cn-north-1",
}


@cache
def names() -> tuple[str, ...]:
    return tuple(sorted(file.parent.name for file in (ROOT / "functions").glob("*/__init__.py")))


@cache
def entry(feature: str, name: str) -> ModuleType | None:
    """An entry point of a feature, such as `api`; None if it has none."""
    if not (ROOT / f"functions/{feature}/{name}.py").exists():
        return None
    _stand_in()
    return importlib.import_module(f"functions.{feature}.{name}")


def apis() -> dict[str, Any]:
    """The routes of each feature that has any."""
    found = {feature: entry(feature, "api") for feature in names()}
    return {feature: module.api for feature, module in found.items() if module}


@cache
def _stand_in() -> None:
    """Settings that the modules read when they are imported."""
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    if city.FILE.exists():
        return
    file = Path(tempfile.mkdtemp(prefix="linli-reference-"), "city.json")
    file.write_text(json.dumps(STAND_IN))
    city.FILE = file
