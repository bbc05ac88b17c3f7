"""Messages in quarantine sent again from the command line, over queues and a table in memory."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from linli.signals import Signal
from operate import here
from operate.commands.replay import replay
from operate.here import City
from operate.home import Home
from operate.rows import Table
from tests.operate.tables import create_table

QUEUE = "linli-test-facilities-alarm"
TOPIC = "linli/test/facilities/140105001001/MH-1/alarm"


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Table]:
    monkeypatch.setattr(Home, "client", lambda _, service, **__: boto3.client(service))
    with mock_aws():
        boto3.client("sqs").create_queue(QueueName=QUEUE)
        create_table("linli-test-facilities")
        city = City(Home(tmp_path), "test")
        monkeypatch.setattr(City, "features", lambda _: ["facilities"])
        monkeypatch.setattr(here, "current", lambda: city)
        yield Table(city, "facilities")


def sent() -> list[str]:
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName=QUEUE)["QueueUrl"]
    found: list[Any] = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    return [one["Body"] for one in found]


def test_a_message_goes_to_its_queue_as_it_was_and_is_off_the_list(table: Table) -> None:
    table.keep("m-1", "{", "not-json", "alarm")
    replay()
    assert sent() == ["{"]
    assert list(table.quarantine()) == []


def test_what_a_rule_could_not_forward_is_sent_in_its_envelope(table: Table) -> None:
    told = {"ruleName": "linli_test_facilities_alarm", "topic": TOPIC, "clientId": "MH-1"}
    text = json.dumps({**told, "base64OriginalPayload": "e30="})
    table.keep("m-2", text, "rule-error", "alarm")
    iot = boto3.client("iot")
    iot.create_thing(thingName="MH-1")
    made = iot.create_keys_and_certificate(setAsActive=True)
    iot.attach_thing_principal(thingName="MH-1", principal=made["certificateArn"])
    replay()
    signal = Signal.model_validate_json(*sent())
    assert (signal.device, signal.payload) == ("MH-1", b"{}")
    assert signal.principal == made["certificateId"]
    assert abs(signal.received_at - datetime.now(UTC)) < timedelta(hours=1)


def test_a_list_sends_nothing(table: Table) -> None:
    table.keep("m-1", "{", "not-json", "alarm")
    replay(dry=True)
    assert sent() == []
    assert [one.body["id"] for one in table.quarantine()] == ["m-1"]
