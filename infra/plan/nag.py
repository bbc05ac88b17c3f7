"""Reads cdk-nag's report: findings for which reviewed.yaml has no reason."""

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

import cdk_nag
import yaml
from aws_cdk import App, Validations

from infra.plan.finding import Finding

REPORT = "nag-report.json"
REVIEWED = Path(__file__).with_name("reviewed.yaml")


class Reviewed(NamedTuple):
    """`some`: only some cities have the resource."""

    rule: str
    where: str
    why: str
    some: bool = False

    def covers(self, rule: str, where: str) -> bool:
        return fnmatchcase(rule, self.rule) and fnmatchcase(where, self.where)


def watch(app: App) -> None:
    """Makes the app write a report; the synthesis then ends with an error."""
    checks = cdk_nag.AwsSolutionsChecks(app), cdk_nag.ServerlessChecks(app)
    Validations.of(app).add_plugins(*checks)


def put_aside(out: Path) -> None:
    """Moves the report away, so that a deployment of the plan does not read it as a failure."""
    (out / "validation-report.json").rename(out / REPORT)


def findings(out: Path) -> Iterator[Finding]:
    rows = reviewed()
    used = set()
    for rule, path in _reported(out):
        where = path.partition("/")[2]
        covering = [row for row in rows if row.covers(rule, where)]
        used.update(covering)
        if not covering:
            yield Finding("nag", path, rule)
    for row in rows:
        if row not in used and not row.some:
            yield Finding("nag", row.where, f"reviewed.yaml excuses {row.rule}, which is not found")


def reviewed() -> list[Reviewed]:
    return [Reviewed(**row) for row in yaml.safe_load(REVIEWED.read_text())]


def _reported(out: Path) -> Iterator[tuple[str, str]]:
    report = json.loads((out / REPORT).read_text())
    for plugin in report["pluginReports"]:
        for violation in plugin["violations"]:
            for construct in violation["violatingConstructs"]:
                yield violation["ruleName"], construct["constructPath"]
