"""Dead letters from the command line, over queues and a table in memory."""

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from linli.redrive import MOST, RETRIES
from operate import queues
from operate.here import City
from operate.home import Home
from operate.rows import Table
from tests.operate.tables import create_table


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[City]:
    monkeypatch.setattr(Home, "client", lambda _, service, **__: boto3.client(service))
    with mock_aws():
        for name in ("dead", "reactions"):
            boto3.client("sqs").create_queue(QueueName=f"linli-test-facilities-{name}")
        create_table("linli-test-facilities")
        yield City(Home(tmp_path), "test")


def die(city: City, body: str, retries: int) -> None:
    counted = {RETRIES: {"DataType": "Number", "StringValue": str(retries)}}
    [dead] = queues.of(city, "facilities-", "dead")
    city.home.client("sqs").send_message(
        QueueUrl=dead.url, MessageBody=body, MessageAttributes=counted
    )


def test_what_died_after_every_retry_reads_as_what_the_feature_quarantines(city: City) -> None:
    from linli.quarantine import Kept

    die(city, "a", MOST)
    die(city, "b", 0)
    [dead] = queues.of(city, "facilities-", "dead")
    moved: list[int] = []
    assert queues.redrive(city, dead, rate=1_000, moved=moved.append) == sum(moved) == 2
    [row] = Table(city, "facilities").quarantine()
    kept = Kept.model_validate(row.body)
    assert (kept.text, kept.why, kept.queue) == ("a", "failed-again", "reactions")
    assert (kept.replays, kept.dropped) == (0, None)
    waiting = {queue.name: queue.waiting for queue in queues.of(city, "facilities-")}
    assert waiting == {"linli-test-facilities-dead": 0, "linli-test-facilities-reactions": 1}
