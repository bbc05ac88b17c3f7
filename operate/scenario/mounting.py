"""The kinds of a story's devices: of the catalogue, or defined in a file of the story's own
(kinds/<name>.yaml).
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import yaml

from operate.scenario.match import fill
from operate.scenario.story import ROOT, Story, Unreadable

CATALOGUE = ROOT / "functions/devices/rules/kinds.yaml"


def card(story: Story, name: str, kind_id: str) -> dict[str, Any]:
    """The kind as in its file; its rules get the name under which this run registers the kind."""
    said = _read(story, name)
    for rule in said.get("rules", []):
        rule["kind"] = kind_id
    return said


def devices(
    story: Story, kinds: Mapping[str, str], ids: Mapping[str, str], known: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """The input to the register for each device, without its location."""
    for name, one in story.devices.items():
        if not one.registered:
            continue
        card = {
            "id": ids[name],
            "kind": kinds.get(one.kind, one.kind),
            "name": name,
            "address": f"{story.title.zh} {name}",
            "gateway": ids[one.gateway] if one.gateway else None,
            **fill(one.model_dump(include={"grid", "building", "zone", "serial"}), known),
        }
        yield {key: value for key, value in card.items() if value is not None}


def prefix(story: Story, kind: str) -> str:
    return str(_known(story, kind)["prefix"])


def owner(story: Story, kind: str) -> str:
    """The feature that stores the device's messages."""
    return str(_known(story, kind).get("owner", "devices"))


def _known(story: Story, kind: str) -> dict[str, Any]:
    if kind in story.kinds:
        return _read(story, kind)
    if kind not in _catalogue():
        raise Unreadable(f"{story.name}: no kind of device is called {kind}")
    return _catalogue()[kind]


def _read(story: Story, name: str) -> dict[str, Any]:
    file = story.file.parent / "kinds" / f"{name}.yaml"
    try:
        said: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, OSError) as error:
        raise Unreadable(f"{file}: {error}") from error
    plain: dict[str, Any] = json.loads(json.dumps(said, default=str))
    return plain


@cache
def _catalogue() -> dict[str, dict[str, Any]]:
    rows = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))
    return {row["id"]: row for row in rows}
