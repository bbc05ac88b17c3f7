"""Everything of a deployment except the deployment itself, offline: `python -m
infra.plan taiyuan`.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from cfnlint.helpers import REGIONS

from infra import ROOT
from infra.app import build
from infra.core import layers
from infra.core.vendor import Build
from infra.plan import built, lint, nag, regions, registered
from infra.plan.finding import Finding
from infra.settings import Settings, load

UNRESERVED = 900  # most reserved concurrency: of an account's 1000, 100 must remain


class Plan(NamedTuple):
    city: str
    region: str
    resources: int
    findings: list[Finding]
    notes: list[str]

    def as_json(self) -> str:
        rows = self._asdict() | {"findings": [finding._asdict() for finding in self.findings]}
        return json.dumps(rows, ensure_ascii=False) + "\n"

    def as_text(self) -> str:
        lines = [f"{self.city} in {self.region}: {self.resources} resources"]
        lines += [f"  {note}" for note in self.notes]
        lines += [f"! {check}: {where}: {what}" for check, where, what in self.findings]
        return "\n".join([*lines, f"{len(self.findings)} findings", ""])


def synthesize(
    cities: Sequence[Settings], out: Path, layer: Build = layers.built
) -> dict[str, dict[str, Path]]:
    """The templates for accounts, by city and stack; cdk-nag's report is beside them."""
    app = build(cities, out, layer=layer)
    nag.watch(app)
    with redirect_stderr(StringIO()):  # it would tell all that reviewed.yaml has a reason for
        try:
            app.synth()
        except RuntimeError as error:
            if "ValidationFailed" not in str(error):  # the findings, read from the report
                raise
    nag.put_aside(out)
    return {city.name: templates(out, city.name) for city in cities}


def plan(settings: Settings, out: Path) -> Plan:
    if settings.region not in REGIONS:
        unknown = Finding("settings", "region", f"no such region is known: {settings.region}")
        return Plan(settings.name, settings.region, 0, [unknown], [])
    return judge(settings, synthesize([settings], out)[settings.name], out)


def judge(settings: Settings, templates: Mapping[str, Path], out: Path) -> Plan:
    named = registered.named(templates, settings.region)
    findings = [
        *_settings(settings),
        *built.findings(),
        *nag.findings(out),
        *lint.findings(templates, settings.region),
        *registered.findings(settings.name, named),
        *regions.findings(templates, settings.region),
    ]
    notes = [*built.notes(), *_notes(settings, templates)]
    resources = sum(len(json.loads(t.read_text())["Resources"]) for t in templates.values())
    return Plan(settings.name, settings.region, resources, findings, notes)


def main(city: str, *, as_json: bool = False) -> list[Finding]:
    """Plans a city given by name or file, and prints the findings; see `./linli deploy --plan`."""
    settings = load(city)
    made = plan(settings, ROOT / f".linli/plan/{settings.name}")
    sys.stdout.write(made.as_json() if as_json else made.as_text())
    return made.findings


def templates(out: Path, city: str) -> dict[str, Path]:
    """By stack, as listed in the city's own manifest."""
    home = out / f"assembly-{city}"
    artifacts = json.loads((home / "manifest.json").read_text())["artifacts"].values()
    return {
        artifact["properties"]["stackName"].removeprefix(f"linli-{city}-"): home
        / artifact["properties"]["templateFile"]
        for artifact in artifacts
        if artifact["type"] == "aws:cloudformation:stack"
    }


def _settings(settings: Settings) -> Iterator[Finding]:
    if settings.issuer and not settings.issuer.startswith("https://"):
        yield Finding("settings", "issuer", "an account's API trusts https issuers only")
    for gateway in settings.all_gateways:
        if not gateway.url.startswith("https://"):
            yield Finding("settings", gateway.name, "messages to people leave by https only")
    if len(set(settings.operators)) < 2:
        yield Finding("settings", "operators", "two are needed: each strong role takes two people")
    if settings.clock:
        yield Finding("settings", "clock", "an account's city knows no stepped clock")


def _notes(settings: Settings, templates: Mapping[str, Path]) -> Iterator[str]:
    if not settings.account:
        yield "the city's file names no account: planned for any"
    reserved = {
        resource["Properties"]["FunctionName"]: kept
        for template in templates.values()
        for resource in json.loads(template.read_text())["Resources"].values()
        if (kept := resource.get("Properties", {}).get("ReservedConcurrentExecutions"))
    }
    yield f"reserved concurrency: {sum(reserved.values())} of {UNRESERVED} ({', '.join(reserved)})"
    yield from regions.notes(templates, settings.region)
