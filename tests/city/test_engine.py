"""What the launcher promises of the engine, tried in a home of its own."""

import base64
import io
import json
import os
import re
import signal
import socket
import ssl
import zipfile
from pathlib import Path
from typing import Any

import pytest

from operate import after_deploy, engine_process, processes, workers
from operate.home import Home
from tests.waiting import until

CODE = """
import pathlib
def handler(event, context):
    return [{}, __file__, str(pathlib.Path(__file__).resolve())]
"""
WAITS = """
import pathlib, time
def handler(event, context):
    home = pathlib.Path("{home}")
    (home / "begun").touch()
    while not (home / "heard").exists():
        time.sleep(0.05)
    (home / "ended").touch()
"""
TOUCHES = """
import pathlib
def handler(event, context):
    pathlib.Path("{home}", "heard").touch()
"""
IMPORTED = """
import os
BY = os.getpid()
def handler(event, context):
    return [BY, os.getpid()]
"""
SPEAKS = """
import sys
def handler(event, context):
    for line in range(event["lines"]):
        print(event["call"], line, file=sys.stderr if event["to"] else sys.stdout)
    if event["fails"]:
        raise ValueError
"""
LISTED = ("pk", "list", "at")
WITHIN = 30  # seconds


@pytest.fixture
def engine(tmp_path: Path):
    home = Home(tmp_path / "home")
    engine_process.start(home, "cn-north-1")
    yield home
    engine_process.stop(home)


def test_what_was_kept_outlives_a_kill(engine: Home) -> None:
    sqs = engine.client("sqs")
    sqs.create_queue(QueueName="kept")
    engine_process.keep(engine)
    os.kill(processes.running(engine, "engine") or 0, signal.SIGKILL)
    engine_process.start(engine, "cn-north-1")
    assert sqs.list_queues()["QueueUrls"][0].endswith("/kept")


def test_an_orderly_stop_keeps_all(engine: Home) -> None:
    engine.client("sqs").create_queue(QueueName="kept")
    assert engine_process.stop(engine)
    assert not engine_process.ready(engine)
    assert engine_process.start(engine, "cn-north-1")
    assert engine.client("sqs").list_queues()["QueueUrls"]


def test_the_broker_hears_nobody_without_a_certificate(engine: Home) -> None:
    after_deploy.keep_authority(engine)
    context = ssl.create_default_context(cafile=str(engine.path("ca.pem")))
    context.check_hostname = False
    with pytest.raises((ssl.SSLError, ConnectionError)):
        _greeted(engine.port("mqtt"), context)


@pytest.mark.parametrize("port", ["engine", "mqtt"])
def test_nobody_off_this_machine_reaches_a_port(engine: Home, port: str) -> None:
    """A socket on all addresses would be in the way of one on another loopback address."""
    with socket.socket() as beside:
        beside.bind(("127.0.0.2", engine.port(port)))


def test_a_request_without_the_right_key_is_refused(engine: Home) -> None:
    import boto3
    from botocore.exceptions import ClientError

    stranger = boto3.client(
        "sqs",
        endpoint_url=engine.url("engine"),
        region_name="cn-north-1",
        aws_access_key_id="stranger",
        aws_secret_access_key="x",
    )
    with pytest.raises(ClientError):
        stranger.list_queues()


def test_answers_come_in_one_piece(engine: Home) -> None:
    with socket.create_connection(("127.0.0.1", engine.port("engine"))) as connection:
        for _ in range(100):
            connection.sendall(b"GET /_ministack/health HTTP/1.1\r\nHost: engine\r\n\r\n")
            head, _, body = connection.recv(100_000).partition(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            assert length
            assert int(length[1]) == len(body) > 0


def test_a_partition_holds_its_own_rows_and_no_other_ones_place(engine: Home) -> None:
    from botocore.exceptions import ClientError

    rows = engine.client("dynamodb")
    rows.create_table(
        TableName="lists",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in LISTED],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "list",
                "KeySchema": [
                    {"AttributeName": "list", "KeyType": "HASH"},
                    {"AttributeName": "at", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    kept = [dict(zip(LISTED, row, strict=True)) for row in ("1a1", "2a2", "3b1")]
    for one in kept:
        rows.put_item(TableName="lists", Item={name: {"S": said} for name, said in one.items()})

    def asked(key: str, after: dict[str, str] | None = None) -> list[str]:
        found = rows.query(
            TableName="lists",
            IndexName="list",
            KeyConditionExpression="#list = :key",
            ExpressionAttributeNames={"#list": "list"},
            ExpressionAttributeValues={":key": {"S": key}},
            **{"ExclusiveStartKey": {n: {"S": s} for n, s in after.items()}} if after else {},
        )
        return [row["pk"]["S"] for row in found["Items"]]

    assert [asked("a"), asked("b"), asked("c")] == [["1", "2"], ["3"], []]
    assert asked("a", kept[0]) == ["2"]
    with pytest.raises(ClientError, match="starting key"):
        asked("a", kept[2])


def test_a_right_over_a_key_is_one_over_its_alias(engine: Home) -> None:
    """As on AWS; the engine by itself would ask for a right over the alias."""
    import boto3

    kms, iam = engine.client("kms"), engine.client("iam")
    key = kms.create_key()["KeyMetadata"]
    kms.create_alias(AliasName="alias/ours", TargetKeyId=key["KeyId"])
    iam.create_user(UserName="sealer")
    may = {"Effect": "Allow", "Action": "kms:GenerateDataKey", "Resource": key["Arn"]}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [may]})
    iam.put_user_policy(UserName="sealer", PolicyName="seals", PolicyDocument=policy)
    held = iam.create_access_key(UserName="sealer")["AccessKey"]
    sealer = boto3.client(
        "kms",
        endpoint_url=engine.url("engine"),
        region_name="cn-north-1",
        aws_access_key_id=held["AccessKeyId"],
        aws_secret_access_key=held["SecretAccessKey"],
    )
    assert sealer.generate_data_key(KeyId="alias/ours", KeySpec="AES_256")["Plaintext"]


def test_the_same_code_is_unpacked_once_and_other_code_apart(engine: Home) -> None:
    """It outlives the folder of each worker."""
    for name, said in (("one", 1), ("same", 1), ("other", 2)):
        _deploy(engine, name, CODE.format(said))
    one, same, other = (_invoked(engine, name) for name in ("one", "same", "other"))
    assert (one[0], same[0], other[0]) == (1, 1, 2)
    assert one[1:] == same[1:]
    assert one[1] == one[2] != other[2]


def test_a_worker_that_was_killed_starts_without_importing(engine: Home) -> None:
    _deploy(engine, "counted", IMPORTED)
    first = _invoked(engine, "counted")
    (worker,) = workers.of_city("counted", processes.running(engine, "engine"))
    assert first == [first[0], worker.pid]
    worker.kill()
    until(lambda: not list(workers.of_city("counted")), WITHIN)
    again = _invoked(engine, "counted")
    assert again[0] == first[0]
    assert again[1] not in first


def test_a_function_of_a_stream_does_not_hold_up_that_of_a_queue(
    engine: Home, tmp_path: Path
) -> None:
    """It waits here for the queue's, which would not run before it by the engine itself."""
    home = str(tmp_path)
    _deploy(engine, "outbox", WAITS.format(home=home))
    _deploy(engine, "alarm", TOUCHES.format(home=home))
    _feed(engine, "outbox", _stream(engine), StartingPosition="TRIM_HORIZON")
    sqs = engine.client("sqs")
    address = sqs.create_queue(QueueName="alarm")["QueueUrl"]
    named = sqs.get_queue_attributes(QueueUrl=address, AttributeNames=["QueueArn"])
    _feed(engine, "alarm", named["Attributes"]["QueueArn"])
    engine.client("dynamodb").put_item(TableName="rows", Item={"pk": {"S": "a"}})
    until((tmp_path / "begun").exists, WITHIN)
    sqs.send_message(QueueUrl=address, MessageBody="a")
    until((tmp_path / "ended").exists, WITHIN)


def test_what_a_call_logs_is_told_with_its_answer(engine: Home) -> None:
    """All of it, and nothing of another call, also of one that failed."""
    _deploy(engine, "speaks", SPEAKS)
    for call, lines in enumerate((0, 300, 1, 0, 2)):
        event = {"call": call, "lines": lines, "to": call % 2, "fails": call % 2}
        assert _logged(engine, "speaks", event) == [f"{call} {line}" for line in range(lines)]


def _deploy(engine: Home, name: str, code: str) -> None:
    iam = engine.client("iam")
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole"}
    trust |= {"Principal": {"Service": "lambda.amazonaws.com"}}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=policy)["Role"]["Arn"]
    engine.client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.11",
        Handler="index.handler",
        Role=role,
        Code={"ZipFile": _zipped(code)},
        Timeout=5 * WITHIN,
    )


def _invoked(engine: Home, name: str) -> Any:
    return json.loads(engine.client("lambda").invoke(FunctionName=name)["Payload"].read())


def _logged(engine: Home, name: str, event: dict[str, int]) -> list[str]:
    told = engine.client("lambda").invoke(
        FunctionName=name, LogType="Tail", Payload=json.dumps(event)
    )
    lines = base64.b64decode(told.get("LogResult", "")).decode().splitlines()
    return [line for line in lines if re.fullmatch(r"\d+ \d+", line)]


def _feed(engine: Home, function: str, source: str, **more: str) -> None:
    engine.client("lambda").create_event_source_mapping(
        FunctionName=function, EventSourceArn=source, **more
    )


def _stream(engine: Home) -> str:
    """The stream of a new table `rows`."""
    made = engine.client("dynamodb").create_table(
        TableName="rows",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )
    return str(made["TableDescription"]["LatestStreamArn"])


def _zipped(code: str) -> bytes:
    """Of no date, so that the same code is the same file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(zipfile.ZipInfo("index.py"), code)
    return file.getvalue()


def _greeted(port: int, context: ssl.SSLContext) -> None:
    """TLS 1.3 tells the client of a refusal only when it reads."""
    with (
        socket.create_connection(("127.0.0.1", port), timeout=60) as plain,
        context.wrap_socket(plain) as tls,
    ):
        tls.sendall(b"\x10\x0e\x00\x04MQTT\x05\x02\x00\x3c\x00\x00\x01x")
        if not tls.recv(1):
            raise ConnectionResetError
