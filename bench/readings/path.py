"""The path from a device to the table, read from the synthesized templates.

So an address by Basic Ingest that no device learns, or an index on packs, affects the price.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from linli import names
from linli.device_policy import THING, topics_of_devices
from operate.assembly import Stack

FEATURE, CHANNEL = "facilities", "reading"
WRITTEN = {"pk", "sk", "b", "expires"}  # the attributes of a pack's row
COUNTED = {
    "AWS::CloudWatch::Dashboard": "dashboards",
    "AWS::CloudWatch::Alarm": "alarms",
    "AWS::KMS::Key": "keys",
    "AWS::SecretsManager::Secret": "secrets",
}
RATE = re.compile(r"rate\((\d+) minutes?\)")
Resource = dict[str, Any]


class Path(NamedTuple):
    """`basic`: devices are permitted to publish by Basic Ingest, without the broker's charge, and
    told its address when they claim their certificate; `indexes` is the number that a pack is
    written to as well; `recovered`: the table has point-in-time recovery.
    """

    basic: bool
    actions: int
    queued: bool
    batch: int
    memory: int  # MB
    traced: bool
    indexes: int
    recovered: bool


def of(stacks: Sequence[Stack], city: str) -> Path:
    name = names.resource(city, FEATURE)
    [stack] = [stack for stack in stacks if stack.name == name]
    own = names.resource(city, FEATURE, CHANNEL)
    rule = _named(stack, "AWS::IoT::TopicRule", "RuleName", names.rule(city, FEATURE, CHANNEL))
    function = _named(stack, "AWS::Lambda::Function", "FunctionName", own)
    table = _named(stack, "AWS::DynamoDB::Table", "TableName", name)
    [mapping] = [m for m in _mappings(stack) if "MaximumBatchingWindowInSeconds" in m]
    actions = rule["TopicRulePayload"]["Actions"]
    return Path(
        basic=_is_basic(stacks, city),
        actions=len(actions),
        queued=any("Sqs" in action for action in actions),
        batch=mapping["BatchSize"],
        memory=function["MemorySize"],
        traced=function["TracingConfig"]["Mode"] == "Active",
        indexes=sum(
            {key["AttributeName"] for key in index["KeySchema"]} <= WRITTEN
            for index in table.get("GlobalSecondaryIndexes", [])
        ),
        recovered=table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"],
    )


def _is_basic(stacks: Sequence[Stack], city: str) -> bool:
    """By the policy of devices, and by the template that answers a claim."""
    topic = names.topic(city, FEATURE, CHANNEL, device=THING)
    permitted = names.basic_ingest(city, topic) in topics_of_devices(city, FEATURE, "+")
    made = (one for stack in stacks for one in stack.resources("AWS::IoT::ProvisioningTemplate"))
    told = [json.loads(one["TemplateBody"])["DeviceConfiguration"] for one in made]
    return permitted and any("Ingest" in one for one in told)


def counted(stacks: Iterable[Stack]) -> dict[str, int]:
    """What a city has that costs something per month regardless of use."""
    found = Counter(dict.fromkeys((*COUNTED.values(), "queues"), 0))
    for stack in stacks:
        for type_, name in COUNTED.items():
            found[name] += sum(1 for _ in stack.resources(type_))
        found["queues"] += sum("ScalingConfig" in mapping for mapping in _mappings(stack))
    return dict(found)


def schedules(stacks: Iterable[Stack]) -> dict[int, int]:
    """How many functions run each so many minutes, whatever happens."""
    found = Counter[int]()
    for stack in stacks:
        for one in stack.resources("AWS::Scheduler::Schedule"):
            if not (rate := RATE.fullmatch(one["ScheduleExpression"])):
                raise ValueError(f"{one['Name']}: not in minutes")
            found[int(rate[1])] += 1
    return dict(sorted(found.items()))


def _mappings(stack: Stack) -> list[Resource]:
    return list(stack.resources("AWS::Lambda::EventSourceMapping"))


def _named(stack: Stack, type_: str, key: str, name: str) -> Resource:
    [found] = [one for one in stack.resources(type_) if one.get(key) == name]
    return found
