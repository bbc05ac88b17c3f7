"""Physical names, and the properties of named resources that cannot be changed: names.json, in the
repository.

The template deployed last is unknown offline. So all named resources of the cities in the
repository are registered with the values that only their creation can set: changing one replaces
the resource, which for a table means the loss of its rows.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

from infra import ROOT
from infra.plan.finding import Finding

FILE = ROOT / "names.json"
NAMES = {
    "AWS::ApiGatewayV2::Api": "Name",
    "AWS::CloudWatch::Alarm": "AlarmName",
    "AWS::CloudWatch::Dashboard": "DashboardName",
    "AWS::DynamoDB::Table": "TableName",
    "AWS::Events::EventBus": "Name",
    "AWS::IAM::Role": "RoleName",
    "AWS::IoT::TopicRule": "RuleName",
    "AWS::KMS::Alias": "AliasName",
    "AWS::Lambda::Function": "FunctionName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::S3::Bucket": "BucketName",
    "AWS::SQS::Queue": "QueueName",
    "AWS::Scheduler::Schedule": "Name",
    "AWS::StepFunctions::StateMachine": "StateMachineName",
}
LONGEST = {
    "AWS::IAM::Role": 64,
    "AWS::IoT::TopicRule": 128,
    "AWS::Lambda::Function": 64,
    "AWS::S3::Bucket": 63,
    "AWS::SQS::Queue": 80,
    "AWS::Scheduler::Schedule": 64,
    "AWS::StepFunctions::StateMachine": 80,
}
LONGEST_CITY = 12
Named = dict[str, dict[str, Any]]  # by stack and logical id: type, name, immutable properties


def named(templates: Mapping[str, Path], region: str) -> Named:
    """Without vendor layers, whose names change with their content on purpose."""
    return {
        f"{stack}/{logical}": {
            "type": resource["Type"],
            "name": resource["Properties"][NAMES[resource["Type"]]],
            **_for_ever(resource, region),
        }
        for stack, template in templates.items()
        for logical, resource in json.loads(template.read_text())["Resources"].items()
        if NAMES.get(resource["Type"]) in resource.get("Properties", {})
    }


def changes(old: Named, new: Named) -> Iterator[Finding]:
    """Everything except additions."""
    taken = {(row["type"], row["name"]): place for place, row in new.items()}
    for place, row in old.items():
        if place in new:
            if new[place] != row:
                yield Finding("names", place, f"REPLACED: {row} becomes {new[place]}")
        elif (elsewhere := taken.get((row["type"], row["name"]))) is not None:
            yield Finding("names", place, f"NAME TAKEN: {row['name']} is now {elsewhere}")
        else:
            yield Finding("names", place, f"GONE: {row['type']} {row['name']}")


def findings(city: str, new: Named) -> Iterator[Finding]:
    yield from too_long(city, new)
    known = json.loads(FILE.read_text()) if FILE.exists() else {}
    if city in known:
        yield from changes(known[city], new)
        if unknown := sorted(set(new) - set(known[city])):
            yield Finding("names", ", ".join(unknown), "not in names.json: --write-names adds them")


def too_long(city: str, new: Named) -> Iterator[Finding]:
    """For the longest name that a city may have, not only for this city's."""
    for place, row in new.items():
        length = len(str(row["name"])) - len(city) + LONGEST_CITY
        if length > LONGEST.get(row["type"], 255):
            yield Finding("names", place, f"{row['name']} may grow to {length} letters")


def write(city: str, new: Named) -> None:
    known = json.loads(FILE.read_text()) if FILE.exists() else {}
    known[city] = new
    FILE.write_text(json.dumps(known, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


def _for_ever(resource: dict[str, Any], region: str) -> dict[str, Any]:
    properties = resource["Properties"]
    only = _create_only(resource["Type"], region) - {NAMES[resource["Type"]]}
    return {name: properties[name] for name in sorted(only) if name in properties}


@cache
def _create_only(type_: str, region: str) -> frozenset[str]:
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(region, type_).schema
    paths = schema.get("createOnlyProperties", []) + schema.get(
        "conditionalCreateOnlyProperties", []
    )
    return frozenset(path.split("/")[2] for path in paths)
