"""cfn-lint on the templates of a plan, for both China regions and the city's own."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from cfnlint.api import lint
from cfnlint.config import ManualArgs

from infra.plan.finding import Finding

CHINA = ("cn-north-1", "cn-northwest-1")
DEPENDS_ON = "W3005"  # the CDK writes DependsOn although a reference would do


def findings(templates: Mapping[str, Path], region: str) -> Iterator[Finding]:
    """On texts in which ARNs of tasks begin with `aws`, as cfn-lint rejects those of
    China (E3601).
    """
    regions = sorted({*CHINA, region})
    asked = ManualArgs(regions=regions)
    for stack, template in templates.items():
        text = template.read_text().replace("arn:${Partition}:states", "arn:aws:states")
        for match in lint(text, config=asked):
            if match.rule.id == DEPENDS_ON:
                continue
            place = "/".join(map(str, match.path or []))
            yield Finding("lint", f"{stack} {place}", f"{match.rule.id} {match.message}")
