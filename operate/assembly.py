"""Cloud assemblies (templates and assets) as synthesized by infra/: out/<city> of a home."""

import hashlib
import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from infra import settings
from infra.core import screens
from operate import tools
from operate.home import ROOT, Home

SOURCES = ("functions", "events", "layers", "infra", "cities")


class Stack(NamedTuple):
    """`id` is the stack's path in the CDK: taiyuan/facilities."""

    id: str
    name: str
    template: Path

    def resources(self, type_: str) -> Iterator[dict[str, Any]]:
        """The properties of all resources of a type."""
        for resource in json.loads(self.template.read_text())["Resources"].values():
            if resource["Type"] == type_:
                yield resource.get("Properties", {})


def synthesize(
    home: Home, cities: Sequence[str], sources: Mapping[str, Path] = {}, name: str = ""
) -> Path:
    """Synthesize an assembly of cities, unless its inputs are unchanged.

    Cities are given by name or file. `sources` gives cities that run the code of another checkout.
    """
    out = home.path("out", name or Path(cities[0]).stem)
    mark = out.with_suffix(".inputs")
    words = _words(home, cities, sources)
    inputs = _digest([ROOT, *sources.values()], cities, words)
    if out.is_dir() and mark.is_file() and mark.read_text() == inputs:
        return out
    mark.unlink(missing_ok=True)
    part = out.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    tools.python(*words, "--out", str(part), log=home.path("logs", "synth.log"))
    shutil.rmtree(out, ignore_errors=True)
    part.rename(out)
    mark.write_text(inputs)
    return out


def forget(out: Path) -> None:
    """Invalidate, so that the next synthesis starts anew."""
    out.with_suffix(".inputs").unlink(missing_ok=True)


def stacks(out: Path) -> list[Stack]:
    """All stacks of an assembly and its nested stages."""
    found = []
    for manifest in sorted(out.rglob("manifest.json")):
        artifacts = json.loads(manifest.read_text()).get("artifacts", {})
        for name, artifact in artifacts.items():
            if artifact["type"] == "aws:cloudformation:stack":
                properties = artifact["properties"]
                found.append(
                    Stack(
                        artifact.get("displayName", name),
                        properties.get("stackName", name),
                        manifest.parent / properties["templateFile"],
                    )
                )
    return found


def _words(home: Home, cities: Sequence[str], sources: Mapping[str, Path]) -> list[str]:
    words = ["-m", "infra.app", *cities, "--laptop", home.url("engine")]
    words += ["--gateway", home.url("gateway"), "--clock", str(home.path("clock.json"))]
    for city, source in sources.items():
        words += ["--source", f"{city}={source}"]
    return words


def _digest(checkouts: Sequence[Path], cities: Sequence[str], words: Sequence[str]) -> str:
    """The hash of all files that the app reads, and of its arguments."""
    seen = hashlib.sha256(repr((sys.version, words)).encode())
    files = [Path(city) for city in cities if city.endswith(".yaml")]
    files += [drawn for city in files if (drawn := settings.load(str(city)).outlines)]
    for checkout in checkouts:
        for folder in SOURCES:
            files += sorted((checkout / folder).rglob("*"))
        files += screens.sources(checkout)
    for path in files:
        if path.is_file() and "__pycache__" not in path.parts:
            seen.update(str(path).encode() + hashlib.sha256(path.read_bytes()).digest())
    return seen.hexdigest()
