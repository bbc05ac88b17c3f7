"""Services that a city's region lacks, or in which they are not confirmed: regions.yaml."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from infra.plan.finding import Finding

KNOWN: dict[str, list[Any]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text())


def findings(templates: Mapping[str, Path], region: str) -> Iterator[Finding]:
    if not region.startswith("cn-"):
        return
    for stack, template in templates.items():
        for logical, resource in json.loads(template.read_text())["Resources"].items():
            for row in KNOWN["absent"]:
                if resource["Type"].startswith(row["type"]):
                    absent = f"{resource['Type']} is absent in {region}: {row['why']}"
                    yield Finding("region", f"{stack}/{logical}", absent)


def notes(templates: Mapping[str, Path], region: str) -> Iterator[str]:
    if not region.startswith("cn-"):
        return
    text = "".join(template.read_text() for template in templates.values())
    for row in KNOWN["unconfirmed"]:
        if row["used"] in text:
            yield f"unconfirmed in {region}: {row['what']}"
    yield from KNOWN["reminders"]
