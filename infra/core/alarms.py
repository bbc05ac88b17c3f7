"""Alarms that need a person: one per limit, each saying what to do."""

from typing import TYPE_CHECKING, NamedTuple

from aws_cdk import aws_cloudwatch as cloudwatch

from infra.core.stack import CityStack
from infra.core.table import GIVEN_UP
from linli import names
from linli.counted import NEEDS

if TYPE_CHECKING:
    from infra.core.feature import Feature

DEPTH = "ApproximateNumberOfMessagesVisible"
HOUR = 3600  # seconds


class Metric(NamedTuple):
    """Alarms if the statistic is `above` the limit in so many consecutive `periods` (of
    seconds); or else, if it must be at `least` something, below that or missing.
    """

    namespace: str
    name: str
    dimension: tuple[str, str]
    statistic: str = "Maximum"
    above: float = 0
    least: float | None = None
    period: int = 60
    periods: int = 1


class Alarm(cloudwatch.CfnAlarm):
    """Notifies the city's topic, also when it is over."""

    def __init__(self, stack: CityStack, id_: str, name: str, of: Metric, said: str) -> None:
        dimension, value = of.dimension
        over = of.least is None
        super().__init__(
            stack,
            id_,
            alarm_name=name,
            alarm_description=said,
            alarm_actions=stack.called or None,
            ok_actions=stack.called or None,
            namespace=of.namespace,
            metric_name=of.name,
            dimensions=[self.DimensionProperty(name=dimension, value=value)],
            statistic=of.statistic,
            period=of.period,
            evaluation_periods=of.periods,
            comparison_operator="GreaterThanThreshold" if over else "LessThanThreshold",
            threshold=of.above if over else of.least,
            treat_missing_data="notBreaching" if over else "breaching",
        )
        stack.alarms.append(name)


def lost(stack: CityStack, name: str, queue: str) -> None:
    """There are messages in a dead-letter queue."""
    said = (
        "有消息多次处理失败或未能入队：查明原因，修复后在指挥台的未能处理的消息中重试。"
        " Messages failed repeatedly or reached no queue: repair the cause, then retry them at the"
        " desk (/ops/unread)."
    )
    Alarm(stack, "Lost", name, Metric("AWS/SQS", DEPTH, ("QueueName", queue)), said)


def of(feature: "Feature") -> None:
    """All alarms of a feature, once its functions are known."""
    own = names.resource(feature.city, feature.name)
    lost(feature, own, feature.dead.queue_name)
    _late(feature, feature.functions["outbox"].physical)
    _stopped(feature, feature.functions["sweeper"].physical)
    for what, need in NEEDS.items():
        if need.function in feature.functions:
            name = f"{own}-{what.name.lower().replace('_', '-')}"
            counted = Metric(
                names.metrics(feature.city),
                what,
                ("service", feature.name),
                statistic="Sum",
                period=HOUR,
                periods=need.hours,
            )
            Alarm(feature, what, name, counted, f"{need.zh} {need.en}")


def _late(feature: "Feature", outbox: str) -> None:
    """Half of the stream's retention has passed, after which unpublished events leave it."""
    metric = Metric(
        "AWS/Lambda",
        "IteratorAge",
        ("FunctionName", outbox),
        above=GIVEN_UP.to_milliseconds() / 2,
    )
    said = "事件发布滞后：查看 outbox 的日志。 Events are told late: see the log of the outbox."
    Alarm(feature, "Late", outbox, metric, said)


def _stopped(feature: "Feature", sweeper: str) -> None:
    """The sweeper fails as a whole, or no longer runs, so that it can count nothing itself. One
    failure is repeated within the minute.
    """
    of_it = ("FunctionName", sweeper)
    failing = Metric("AWS/Lambda", "Errors", of_it, statistic="Sum", periods=3)
    said = (
        "每分钟的巡检连续三次失败，期限不再推进：查看 sweeper 的日志。 The sweeper fails for three"
        " minutes on end, and no deadline is kept: see its log."
    )
    Alarm(feature, "SweeperFailing", f"{sweeper}-failing", failing, said)
    silent = Metric("AWS/Lambda", "Invocations", of_it, statistic="Sum", least=1, periods=10)
    said = (
        "每分钟的巡检十分钟未运行，期限不再推进：查看其定时计划、权限与账户并发数。"
        " The sweeper has not run for ten minutes, and no deadline is kept: see its schedule, the"
        " schedule's role and the account's concurrency."
    )
    Alarm(feature, "SweeperSilent", f"{sweeper}-silent", silent, said)
