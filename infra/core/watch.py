"""Where failures are seen: one alarm for each stack, and one dashboard for the city."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from aws_cdk import Stack
from aws_cdk import aws_cloudwatch as cloudwatch

from linli import names

if TYPE_CHECKING:
    from infra.core.core import Core
    from infra.core.feature import Feature


DEPTH = "ApproximateNumberOfMessagesVisible"


class Alarm(cloudwatch.CfnAlarm):
    """Somebody has to look: a message lies where messages lie that nobody could handle."""

    def __init__(self, stack: Stack, name: str, queue: str) -> None:
        super().__init__(
            stack,
            "Lost",
            alarm_name=name,
            namespace="AWS/SQS",
            metric_name=DEPTH,
            dimensions=[self.DimensionProperty(name="QueueName", value=queue)],
            statistic="Maximum",
            period=60,
            evaluation_periods=1,
            comparison_operator="GreaterThanThreshold",
            threshold=0,
            treat_missing_data="notBreaching",
        )


class Dashboard(cloudwatch.CfnDashboard):
    """A row for each feature: what waits, what died, what failed. All names are derived."""

    def __init__(self, core: "Core", features: Sequence["Feature"]) -> None:
        name = names.resource(core.city, "board")
        rows = [
            widget for number, feature in enumerate(features) for widget in _row(feature, number)
        ]
        super().__init__(
            core, "Dashboard", dashboard_name=name, dashboard_body=json.dumps({"widgets": rows})
        )


def _row(feature: "Feature", number: int) -> list[dict[str, object]]:
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
            "x": 6 * column,
            "y": 6 * number,
            "width": 6,
            "height": 6,
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
