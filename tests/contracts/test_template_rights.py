"""What each function may do: the whole table, so that a new right is seen where it is reviewed."""

import json
import re
from fnmatch import fnmatch
from typing import get_args

import pytest

from functions.devices.kinds.model import Owner
from linli import names
from tests import assembly
from tests.assembly import functions, resources

KEEPS = {"dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem"}
PACKS = {"dynamodb:BatchWriteItem"}
MANY = {"dynamodb:BatchGetItem"}
ALL = {"logs:CreateLogStream", "logs:PutLogEvents"}
ALL |= {"xray:PutTraceSegments", "xray:PutTelemetryRecords"}
PEOPLE = {"dynamodb:GetItem accounts"}
DRIVES = {"states:StartExecution", "states:SendTaskSuccess"}
QUEUED = {"sqs:ReceiveMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueUrl"}
QUEUED |= {"sqs:DeleteMessage", "sqs:GetQueueAttributes"}
REVIVES = QUEUED - {"sqs:ChangeMessageVisibility"} | {"sqs:SendMessage"}
OF_DEVICES = REVIVES | {"iot:ListThingPrincipals"}
TELLS = {"events:PutEvents"}
SWEEPS = KEEPS | TELLS | {"dynamodb:Query due", "dynamodb:Scan untold"}
RUNS = DRIVES | {"states:DescribeExecution"}
API = KEEPS | PEOPLE | {"dynamodb:Query listed"}
STREAM = {"dynamodb:ListStreams", "dynamodb:DescribeStream"}
STREAM |= {"dynamodb:GetRecords", "dynamodb:GetShardIterator"}
OUTBOX = STREAM | TELLS | {"dynamodb:UpdateItem"}
EVIDENCE = {"s3:GetObject", "s3:PutObject", "kms:Decrypt", "kms:GenerateDataKey"}
SEALS = {"kms:Decrypt people", "kms:GenerateDataKeyWithoutPlaintext people"}
PUSHES = {"execute-api:ManageConnections"}
SECRET = {"secretsmanager:GetSecretValue"}
ASKS = {name: {f"lambda:InvokeFunction {name}"} for name in ("accounts", "environment", "notify")}
COUNTS = {f"lambda:InvokeFunction {feature}" for feature in ("environment", "facilities")}
CERTIFIES = {"iot:CreateCertificateFromCsr"}
ENDS = {"iot:AttachPolicy", "iot:DescribeCertificate", "iot:DetachPolicy"}
ENDS |= {"iot:DetachThingPrincipal", "iot:ListAttachedPolicies", "iot:UpdateCertificate"}
POLICIES = {"iot:CreatePolicy", "iot:CreatePolicyVersion", "iot:DeletePolicyVersion"}
POLICIES |= {"iot:GetPolicy", "iot:ListPolicyVersions"}
MAY = {
    "accounts-answers": KEEPS | MANY | SEALS | {"dynamodb:Query listed"},
    "accounts-api": API - PEOPLE | SEALS | ASKS["notify"],
    "accounts-issuer": KEEPS | SEALS | ASKS["notify"] | {"kms:GetPublicKey", "kms:Sign"},
    "accounts-outbox": OUTBOX,
    "accounts-sweeper": SWEEPS,
    "devices-alarm": KEEPS | MANY | PACKS | QUEUED,
    "devices-api": API | MANY | OF_DEVICES | CERTIFIES | ENDS | ASKS["accounts"] | {"iot:Publish"},
    "devices-hook": KEEPS | POLICIES | {"dynamodb:Query listed"},
    "devices-lifecycle": KEEPS | QUEUED,
    "devices-history": KEEPS | PACKS | EVIDENCE,
    "devices-outbox": OUTBOX,
    "devices-reading": KEEPS | MANY | PACKS | QUEUED,
    "devices-reactions": KEEPS | QUEUED | ENDS | MANY | {"dynamodb:Query listed"},
    "devices-report": KEEPS | MANY | PACKS | QUEUED | COUNTS,
    "devices-state": KEEPS | MANY | QUEUED | {"iot:Publish"},
    "devices-sweeper": SWEEPS
    | ENDS
    | MANY
    | COUNTS
    | PACKS
    | PEOPLE
    | {"dynamodb:Query listed", "iot:Publish"},
    "environment-alarm": KEEPS | MANY | PACKS | QUEUED,
    "environment-answers": KEEPS | SEALS,
    "environment-api": API | MANY | OF_DEVICES | SEALS | ASKS["accounts"],
    "environment-history": KEEPS | PACKS | EVIDENCE,
    "environment-outbox": OUTBOX,
    "environment-reactions": KEEPS | QUEUED | DRIVES | PEOPLE | {"dynamodb:Query listed"},
    "environment-reading": KEEPS | MANY | PACKS | QUEUED,
    "environment-steps": KEEPS | PEOPLE | {"states:SendTaskSuccess"},
    "environment-sweeper": SWEEPS | RUNS | PEOPLE,
    "facilities-alarm": KEEPS | MANY | PACKS | QUEUED | {"dynamodb:Query listed"},
    "facilities-answers": KEEPS,
    "facilities-api": API | DRIVES | EVIDENCE | MANY | OF_DEVICES,
    "facilities-history": KEEPS | PACKS | EVIDENCE,
    "facilities-outbox": OUTBOX,
    "facilities-reactions": KEEPS | MANY | QUEUED | DRIVES | {"dynamodb:Query listed"},
    "facilities-reading": KEEPS | MANY | PACKS | QUEUED | {"dynamodb:Query listed"},
    "facilities-state": KEEPS | MANY | PACKS | QUEUED | {"dynamodb:Query listed"},
    "facilities-steps": KEEPS | MANY | EVIDENCE | {"states:SendTaskSuccess", "iot:Publish"},
    "facilities-sweeper": SWEEPS | MANY | RUNS | ASKS["accounts"] | {"s3:DeleteObject"},
    "incidents-api": API
    | DRIVES
    | EVIDENCE
    | SEALS
    | REVIVES
    | ASKS["accounts"]
    | ASKS["environment"],
    "incidents-outbox": OUTBOX,
    "incidents-reactions": KEEPS | MANY | QUEUED | DRIVES | PEOPLE | {"dynamodb:Query listed"},
    "incidents-steps": KEEPS | {"states:SendTaskSuccess"},
    "incidents-sweeper": SWEEPS | RUNS,
    "notify-answers": KEEPS | SECRET,
    "notify-api": API | DRIVES | SECRET | ASKS["accounts"] | REVIVES,
    "notify-outbox": OUTBOX,
    "notify-outgoing": KEEPS | QUEUED | PEOPLE | ASKS["accounts"] | SECRET,
    "notify-reactions": KEEPS | QUEUED | DRIVES | PEOPLE | {"iot:Publish"},
    "notify-steps": KEEPS | MANY | DRIVES | ASKS["accounts"] | ASKS["notify"],
    "notify-sweeper": SWEEPS | RUNS | PEOPLE,
    "nowhere": set(),
    "web-api": API | REVIVES,
    "web-outbox": OUTBOX,
    "web-pages": {"dynamodb:GetItem"},
    "web-reactions": KEEPS | QUEUED | PEOPLE | PUSHES | {"dynamodb:Query listed"},
    "web-socket": KEEPS | PEOPLE | PUSHES,
    "web-sweeper": SWEEPS,
}
OWNERS = get_args(Owner)
STOOD = {f"policy/linli-taiyuan-{owner}-1401????????" for owner in OWNERS}
NO_RESOURCE = {"xray:PutTraceSegments", "xray:PutTelemetryRecords", "dynamodb:ListStreams"}
NO_RESOURCE |= {"states:SendTaskSuccess"} | CERTIFIES


@pytest.fixture(scope="module")
def city():
    return assembly.account()


@pytest.fixture(scope="module")
def rights(city):
    """(function, action, resource as text) for every right of every function."""
    found = []
    for template in city.values():
        own = {name.removeprefix("linli-taiyuan-") for name in functions({"": template})}
        for role, statement in _statements(template):
            if role in own:
                found += _rows(role, statement)
    return found


def test_the_table_of_rights_is_complete(city):
    assert {name.removeprefix("linli-taiyuan-") for name in functions(city)} == MAY.keys()


def test_each_function_may_do_what_the_table_says_and_no_more(rights):
    found = {function: set() for function in MAY}
    for function, action, on in rights:
        found[function].add(_short(function, action, on))
    assert {function: may - ALL for function, may in found.items()} == MAY


def test_a_wildcard_stands_only_where_there_is_no_resource(rights):
    assert {action for _, action, on in rights if on == "*"} == NO_RESOURCE


def test_a_right_reaches_beyond_its_feature_only_where_all_may(rights):
    shared = re.compile(
        r"^linli-taiyuan-bus$|^(key|people)$|^secret:linli-taiyuan-gateway-|^topic/linli/taiyuan/notify/\*/\*/notice$"
        r"|^linli-taiyuan-evidence-\d+/(incoming|kept)/FEATURE/\*$|^linli-taiyuan-archive-\d+/FEATURE/\*$|^topic/linli/taiyuan/FEATURE/"
        r"|^/live/(POST|DELETE)/@connections/\*$"
    )
    for function, action, on in rights:
        feature = function.partition("-")[0]
        own = f"linli-taiyuan-{feature}"
        if on == "*" or own in on or on.startswith("own "):
            continue
        if (action, on) == ("dynamodb:GetItem", "linli-taiyuan-accounts"):
            continue
        if action in ENDS | POLICIES and feature == "devices":  # of whatever feature's devices
            assert on in ("cert/*", "thing/*", *STOOD)
            continue
        if action == "iot:ListThingPrincipals":  # of whichever device a dead letter is
            assert (function.partition("-")[2], on) == ("api", "thing/*")
            continue
        if action == "lambda:InvokeFunction":
            assert on.endswith("-answers")
            continue
        assert re.match(shared.pattern.replace("FEATURE", feature), on), (function, action, on)


def test_who_asks_for_a_unit_writes_policies_of_devices_and_no_other(rights):
    reached = {on for function, action, on in rights if action in POLICIES}
    assert reached == STOOD
    assert all(function == "devices-hook" for function, action, _ in rights if action in POLICIES)

    def may(*name):
        return any(fnmatch(f"policy/{names.resource('taiyuan', *name)}", on) for on in reached)

    assert all(may(owner, "140105001001") for owner in OWNERS)
    others = ("devices", "claim"), ("notify", "140105001001"), ("devices", "140205001001")
    assert not any(may(*other) for other in others)


def test_memberships_are_read_one_person_at_a_time(city):
    for stack in city.keys() - {"accounts", "core", "vendor"}:
        for _, statement in _statements(city[stack]):
            if "table/linli-taiyuan-accounts" in json.dumps(statement["Resource"]):
                assert statement["Action"] == "dynamodb:GetItem"
                keys = {"dynamodb:LeadingKeys": ["actor#*", "app#*"]}
                assert statement["Condition"] == {"ForAllValues:StringLike": keys}


def test_a_role_is_named_like_its_function_and_has_no_policy_of_others(city):
    for template in city.values():
        roles = resources(template, "AWS::IAM::Role")
        for name, function in functions({"": template}).items():
            role = roles[function["Role"]["Fn::GetAtt"][0]]
            assert role["RoleName"] == name
            assert "ManagedPolicyArns" not in role


def _statements(template):
    roles = resources(template, "AWS::IAM::Role")
    for policy in resources(template, "AWS::IAM::Policy").values():
        for role in policy["Roles"]:
            name = roles[role["Ref"]]["RoleName"].removeprefix("linli-taiyuan-")
            for statement in policy["PolicyDocument"]["Statement"]:
                yield name, statement


def _rows(role, statement):
    actions, on = statement["Action"], statement["Resource"]
    for action in actions if isinstance(actions, list) else [actions]:
        for one in on if isinstance(on, list) else [on]:
            yield role, action, _text(one)


def _text(resource):
    """The last part of an ARN, `own <logical id>` of the same stack, or which of core's keys."""
    if isinstance(resource, str):
        return resource
    if "Fn::ImportValue" in resource:
        return "people" if "People" in resource["Fn::ImportValue"] else "key"
    if "Fn::GetAtt" in resource and resource["Fn::GetAtt"][0].startswith("People"):
        return "people"
    if "Fn::GetAtt" in resource:
        return f"own {resource['Fn::GetAtt'][0]}"
    text = "".join(part if isinstance(part, str) else "" for part in resource["Fn::Join"][1])
    tail = text.split(":", 5)[5]
    return re.sub(r"^(table|event-bus|stateMachine|execution|function)[:/]", "", tail)


def _short(function, action, on):
    """The action, and what it is done to where that is not the function's own table or queue."""
    feature = function.partition("-")[0]
    if action.startswith("dynamodb:") and "/index/" in on:
        return f"{action} {on.rpartition('/')[2]}"
    if on == "people":
        return f"{action} people"
    if asked := re.fullmatch("linli-taiyuan-([a-z]+)-answers", on):
        return f"{action} {asked[1]}"
    if on == "linli-taiyuan-accounts" and feature != "accounts":
        return f"{action} accounts"
    return action
