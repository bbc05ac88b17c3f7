"""The ways back from the city's queue of failures, over queues and a table in memory."""

import base64
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from operate import failures
from operate.here import City
from operate.home import Home
from operate.rows import Table

HERE, COVER = "140105001001", "MH-1"
TOPIC = f"linli/test/facilities/{HERE}/{COVER}/alarm"


class Sweepers:
    """Stands where the functions do."""

    def __init__(self) -> None:
        self.called: list[tuple[str, Any]] = []
        self.failed = 0

    def invoke(self, FunctionName: str, Payload: bytes) -> dict[str, Any]:  # noqa: N803
        self.called.append((FunctionName, json.loads(Payload)))
        said = {"driven": 0, "told": 1, "failed": self.failed}
        return {"Payload": io.BytesIO(json.dumps(said).encode())}


@pytest.fixture
def sweepers() -> Sweepers:
    return Sweepers()


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sweepers: Sweepers) -> Iterator[City]:
    def client(_: Home, service: str, **__: Any) -> Any:
        return sweepers if service == "lambda" else boto3.client(service)

    monkeypatch.setattr(Home, "client", client)
    with mock_aws():
        for name in ("failures", "facilities-alarm"):
            boto3.client("sqs").create_queue(QueueName=f"linli-test-{name}")
        _table()
        yield City(Home(tmp_path), "test")


def _table() -> None:
    names = ("pk", "sk", "list", "listed")
    boto3.client("dynamodb").create_table(
        TableName="linli-test-facilities",
        KeySchema=_key("pk", "sk"),
        AttributeDefinitions=[{"AttributeName": n, "AttributeType": "S"} for n in names],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "listed",
                "KeySchema": _key("list", "listed"),
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
    )


def _key(first: str, second: str) -> list[Any]:
    kinds = ((first, "HASH"), (second, "RANGE"))
    return [{"AttributeName": name, "KeyType": kind} for name, kind in kinds]


def put(body: object) -> None:
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName="linli-test-failures")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody=json.dumps(body))


def left(name: str = "failures") -> int:
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName=f"linli-test-{name}")["QueueUrl"]
    said = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    return sum(int(said[n]) for n in said if n.startswith("ApproximateNumberOfMessages"))


def rule_error(**changes: Any) -> dict[str, Any]:
    known = {
        "ruleName": "linli_test_facilities_alarm",
        "topic": TOPIC,
        "clientId": COVER,
        "base64OriginalPayload": base64.b64encode(b'{"v":1}').decode(),
        "failures": [{"failedAction": "SqsAction"}],
    }
    return known | changes


def certified() -> str:
    iot = boto3.client("iot")
    iot.create_thing(thingName=COVER)
    made = iot.create_keys_and_certificate(setAsActive=True)
    iot.attach_thing_principal(thingName=COVER, principal=made["certificateArn"])
    return str(made["certificateId"])


@pytest.mark.parametrize("before", ["", "$aws/rules/linli_test_facilities_alarm/"])
def test_a_known_devices_message_goes_to_the_queue_it_was_meant_for(
    city: City, before: str
) -> None:
    from linli.signals import Signal

    certificate = certified()
    put(rule_error(topic=before + TOPIC))
    assert failures.redrive(city) == {failures.SENT: 1}
    assert left() == 0
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName="linli-test-facilities-alarm")["QueueUrl"]
    (message,) = sqs.receive_message(QueueUrl=url)["Messages"]
    signal = Signal.model_validate_json(message["Body"])
    assert (signal.community, signal.device, signal.channel) == (HERE, COVER, "alarm")
    assert (signal.principal, signal.payload) == (certificate, b'{"v":1}')


@pytest.mark.parametrize("client", [COVER, "N/A"])
def test_without_a_certificate_it_is_kept_whole_in_quarantine(city: City, client: str) -> None:
    if client != COVER:
        certified()
    put(rule_error(clientId=client))
    assert failures.redrive(city) == {failures.KEPT: 1}
    (kept,) = Table(city, "facilities").quarantine()
    assert (kept.body["why"], kept.body["queue"]) == ("rule-error", "alarm")
    assert json.loads(kept.body["text"]) == rule_error(clientId=client)
    assert (left(), left("facilities-alarm")) == (0, 0)


def test_what_is_kept_reads_as_what_the_feature_keeps(city: City) -> None:
    from linli.quarantine import Kept

    put(rule_error())
    failures.redrive(city)
    (kept,) = Table(city, "facilities").quarantine()
    assert Kept.model_validate(kept.body).replays == 0


def stream_record(table: str) -> dict[str, Any]:
    arn = f"arn:aws:dynamodb:cn-north-1:000000000000:table/{table}/stream/2026-11-25T00:00:00"
    return {"version": "1.0", "DDBStreamBatchInfo": {"streamArn": arn, "batchSize": 3}}


def test_what_a_stream_could_not_tell_is_told_by_the_sweeper(
    city: City, sweepers: Sweepers
) -> None:
    put(stream_record("linli-test-facilities"))
    assert failures.redrive(city) == {failures.TOLD: 1}
    assert sweepers.called == [("linli-test-facilities-sweeper", {"untold_for": 0})]
    assert left() == 0


def test_what_fails_or_is_not_understood_stays(city: City, sweepers: Sweepers) -> None:
    sweepers.failed = 1
    strange = [
        stream_record("linli-test-facilities"),
        stream_record("somebody-else"),
        rule_error(topic="linli/elsewhere/facilities/x/y/alarm"),
        rule_error(topic="short"),
        {"what": "else"},
        [1],
    ]
    for body in strange:
        put(body)
    assert failures.redrive(city) == {failures.LEFT: len(strange)}
    assert left() == len(strange)
