"""Where failures are seen: one alarm for each stack, and one dashboard for the city."""

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from aws_cdk import Stack
from aws_cdk import aws_cloudwatch as cloudwatch

from linli import names

if TYPE_CHECKING:
    from infra.core.core import Core
    from infra.core.feature import Feature


class Sign(NamedTuple):
    """A figure that is nought as long as all is well."""

    namespace: str
    metric: str
    dimension: str
    of: str

    def row(self, stat: str) -> list[object]:
        return [self.namespace, self.metric, self.dimension, self.of, {"stat": stat}]


def dead(queue: str) -> Sign:
    return Sign("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue)


def errors(function: str) -> Sign:
    return Sign("AWS/Lambda", "Errors", "FunctionName", function)


class Alarm(cloudwatch.CfnAlarm):
    """Something was lost sight of: a dead letter, or an error nobody else would notice."""

    def __init__(self, stack: Stack, name: str, signs: Iterable[Sign]) -> None:
        query, stat, metric = (
            self.MetricDataQueryProperty,
            self.MetricStatProperty,
            self.MetricProperty,
        )
        queries = [
            query(
                id=f"m{number}",
                return_data=False,
                metric_stat=stat(
                    metric=metric(
                        namespace=sign.namespace,
                        metric_name=sign.metric,
                        dimensions=[self.DimensionProperty(name=sign.dimension, value=sign.of)],
                    ),
                    period=60,
                    stat="Maximum",
                ),
            )
            for number, sign in enumerate(signs)
        ]
        total = query(id="lost", expression="SUM(FILL(METRICS(), 0))", return_data=True)
        super().__init__(
            stack,
            "Lost",
            alarm_name=name,
            comparison_operator="GreaterThanThreshold",
            threshold=0,
            evaluation_periods=1,
            treat_missing_data="notBreaching",
            metrics=[*queries, total],
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
    oldest = "ApproximateAgeOfOldestMessage"
    waits = [
        Sign("AWS/SQS", oldest, "QueueName", inbox).row("Maximum") for inbox in feature.inboxes
    ]
    died = [dead(f"{inbox}-dead").row("Maximum") for inbox in feature.inboxes]
    functions = [f.physical for f in feature.functions.values()]
    failed = [errors(function).row("Sum") for function in functions]
    taken = [
        Sign("AWS/Lambda", "Duration", "FunctionName", function).row("p95")
        for function in functions
    ]
    shown = {"seconds waiting": waits, "dead letters": died, "errors": failed, "p95 ms": taken}
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
