"""Monitoring: one dashboard per city, with all its alarms on top."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from aws_cdk import ArnFormat
from aws_cdk import aws_cloudwatch as cloudwatch

from infra.core.alarms import DEPTH
from linli import names

if TYPE_CHECKING:
    from infra.core.core import Core
    from infra.core.feature import Feature

WIDTH, HEIGHT = 24, 6  # of the whole, and of a row
Widget = dict[str, object]


class Dashboard(cloudwatch.CfnDashboard):
    """What calls somebody; then a row for each feature: what waits, what died, what failed. All
    names are derived.
    """

    def __init__(self, core: "Core", features: Sequence["Feature"]) -> None:
        widgets = [_alarms(core, [name for one in (core, *features) for name in one.alarms])]
        for number, feature in enumerate(features, start=1):
            widgets += _row(feature, number)
        super().__init__(
            core,
            "Dashboard",
            dashboard_name=names.resource(core.city, "board"),
            dashboard_body=json.dumps({"widgets": widgets}),
        )


def _alarms(core: "Core", alarms: Sequence[str]) -> Widget:
    arns = [
        core.format_arn(
            service="cloudwatch",
            resource="alarm",
            resource_name=name,
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        for name in alarms
    ]
    place = {"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT}
    return {"type": "alarm", **place, "properties": {"title": core.city, "alarms": arns}}


def _row(feature: "Feature", number: int) -> list[Widget]:
    functions = [function.physical for function in feature.functions.values()]
    waiting = "ApproximateAgeOfOldestMessage"
    dead = names.resource(feature.city, feature.name, "dead")
    shown = {
        "seconds waiting": [_queue(waiting, inbox) for inbox in feature.inboxes],
        "dead letters": [_queue(DEPTH, dead)],
        "errors": [_function("Errors", "Sum", function) for function in functions],
        "p95 ms": [_function("Duration", "p95", function) for function in functions],
    }
    return [
        {
            "type": "metric",
            "x": WIDTH // len(shown) * column,
            "y": HEIGHT * number,
            "width": WIDTH // len(shown),
            "height": HEIGHT,
            "properties": {
                "title": f"{feature.name}: {title}",
                "region": feature.core.settings.region,
                "metrics": metrics,
                "period": 60,
            },
        }
        for column, (title, metrics) in enumerate(shown.items())
        if metrics
    ]


def _queue(metric: str, queue: str) -> list[object]:
    return ["AWS/SQS", metric, "QueueName", queue, {"stat": "Maximum"}]


def _function(metric: str, stat: str, function: str) -> list[object]:
    return ["AWS/Lambda", metric, "FunctionName", function, {"stat": stat}]
