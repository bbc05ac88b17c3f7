"""The templates of the repository's cities, synthesized once for all tests that look at them."""

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from infra import plan
from infra.app import build
from infra.settings import Settings, load

CITIES = ("taiyuan", "lab")
Templates = dict[str, dict[str, Any]]  # by stack
_kept = tempfile.TemporaryDirectory(prefix="linli-assembly-")
HOME = Path(_kept.name)
OUT = HOME / "account"
HERE = "http://127.0.0.1:18080", "http://127.0.0.1:18081", HOME / "clock.json"


def city(name: str = "taiyuan") -> Settings:
    return load(name)


@cache
def files() -> dict[str, dict[str, Path]]:
    """By city and stack, as an account gets them; cdk-nag's report lies in OUT."""
    return plan.synthesize([load(name) for name in CITIES], OUT, _no_layer)


@cache
def account(name: str = "taiyuan") -> Templates:
    return _read(files()[name])


@cache
def laptop() -> Templates:
    """The same city on a laptop."""
    settings = load("taiyuan").on_laptop(*HERE)
    out = HOME / "laptop"
    build([settings], out, layer=_no_layer).synth()
    return _read(plan.templates(out, "taiyuan"))


def resources(template: dict[str, Any], type_: str) -> dict[str, dict[str, Any]]:
    """The properties of all resources of a type, by logical id."""
    return {
        logical: resource.get("Properties", {})
        for logical, resource in template["Resources"].items()
        if resource["Type"] == type_
    }


def functions(templates: Templates) -> dict[str, dict[str, Any]]:
    """The properties of all functions, by name."""
    return {
        properties["FunctionName"]: properties
        for template in templates.values()
        for properties in resources(template, "AWS::Lambda::Function").values()
    }


def _read(paths: dict[str, Path]) -> Templates:
    return {stack: json.loads(path.read_text()) for stack, path in paths.items()}


def _no_layer(name: str, machine: object) -> Path:
    """Templates name a vendor layer by its inputs, so nobody has to build it to read them."""
    stub = HOME / "no-layer"
    stub.mkdir(exist_ok=True)
    return stub
