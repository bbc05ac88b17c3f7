"""The functions of a synthesized city: their handlers, and the directories they import from."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from operate import assembly

LAYER = re.compile(r"layer:([\w-]+):1")


class Function(NamedTuple):
    """`path` is in the order of imports on Lambda: the function's own code, then its layers."""

    name: str
    handler: str
    path: tuple[Path, ...]
    environment: dict[str, str]

    @property
    def module(self) -> str:
        return self.handler.rpartition(".")[0]


def of(out: Path, city: str) -> list[Function]:
    """Of functions with the same handler and code only the first, as features share some of the
    layer's.
    """
    trees, stacks = _trees(out), [(s.name, _resources(s.template)) for s in assembly.stacks(out)]
    layers: dict[tuple[str, str] | str, Path] = {}
    for stack, resources in stacks:
        for name, properties in _of_type(resources, "AWS::Lambda::LayerVersion"):
            tree = trees[properties["Content"]["S3Key"]] / "python"
            layers[stack, name] = layers[properties.get("LayerName", name)] = tree
    found: dict[Any, Function] = {}
    for stack, resources in stacks:
        for _, properties in _of_type(resources, "AWS::Lambda::Function"):
            if "S3Key" in properties["Code"]:
                path = [trees[properties["Code"]["S3Key"]]]
                for layer in properties.get("Layers", []):
                    vendor = LAYER.search(json.dumps(layer))
                    path.append(layers[vendor[1] if vendor else (stack, layer["Ref"])])
                function = _function(properties, path, city)
                found.setdefault((function.handler, *path[1:]), function)
    return sorted(found.values())


def _function(properties: dict[str, Any], path: list[Path], city: str) -> Function:
    variables = properties["Environment"]["Variables"]
    return Function(
        properties["FunctionName"].removeprefix(f"linli-{city}-"),
        properties["Handler"],
        tuple(path),
        {name: value if isinstance(value, str) else "x" for name, value in variables.items()},
    )


def _trees(out: Path) -> dict[str, Path]:
    """The directory of each staged asset, by its S3 key."""
    return {
        to["objectKey"]: Path(manifest.parent, asset["source"]["path"])
        for manifest in out.rglob("*.assets.json")
        for asset in json.loads(manifest.read_text())["files"].values()
        for to in asset["destinations"].values()
    }


def _resources(template: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(template.read_text())["Resources"]
    return found


def _of_type(resources: dict[str, Any], type_: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from ((name, r["Properties"]) for name, r in resources.items() if r["Type"] == type_)
