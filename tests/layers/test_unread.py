"""What could not be taken and what died is sent again by a person, once; by whom is kept."""

import json
from datetime import UTC, datetime, timedelta

import boto3
import pytest

KEY = {"Idempotency_Key": "again-and-again"}


@pytest.fixture
def handler():
    from functions.facilities import api

    return api.handler


@pytest.fixture
def ask(call, handler):
    def ask(method, path, **more):
        return call(handler, method, f"/v1/facilities/{path}", **more)

    return ask


@pytest.fixture
def queue(row):
    """queue("dead") -> its address; made once for each name."""
    from linli import aws

    aws.client.cache_clear()
    sqs, made = boto3.client("sqs"), {}

    def of(part):
        if part not in made:
            made[part] = sqs.create_queue(QueueName=f"linli-test-facilities-{part}")["QueueUrl"]
        return made[part]

    of("dead")
    yield of
    aws.client.cache_clear()


def texts(queue):
    found = boto3.client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10)
    return [one["Body"] for one in found.get("Messages", [])]


def die(queue, *bodies):
    for body in bodies:
        boto3.client("sqs").send_message(QueueUrl=queue("dead"), MessageBody=body)


@pytest.fixture
def kept(queue):
    from linli import quarantine

    queue("alarm")
    quarantine.keep("m-1", "{", ValueError("odd"), "alarm")
    return "quarantine/m-1/replays"


def test_a_message_goes_to_its_queue_again_and_is_off_the_list(ask, queue, kept):
    status, sent = ask("POST", kept, **KEY)
    assert (status, sent["replays"], sent["replayed_by"]) == (201, 1, "founder")
    assert "text" not in sent
    assert texts(queue("alarm")) == ["{"]
    assert ask("GET", "quarantine")[1]["items"] == []
    [again] = ask("GET", "quarantine", query={"replayed": "true"})[1]["items"]
    assert (again["id"], again["replayed_by"]) == ("m-1", "founder")


def test_the_same_request_sends_it_once_and_another_is_refused(ask, queue, kept):
    first = ask("POST", kept, **KEY)
    assert ask("POST", kept, **KEY) == first
    status, said = ask("POST", kept, Idempotency_Key="another-key")
    assert (status, said["code"]) == (409, "already-replayed")
    assert len(texts(queue("alarm"))) == 1


def test_what_a_rule_could_not_forward_is_sent_in_its_envelope(ask, queue):
    from linli import quarantine
    from linli.signals import Signal

    topic = "linli/test/facilities/140105001001/MH-1/alarm"
    told = {"ruleName": "linli_test_facilities_alarm", "topic": topic, "clientId": "MH-1"}
    queue("alarm")
    quarantine.keep(
        "m-2", json.dumps({**told, "base64OriginalPayload": "e30="}), "rule-error", "alarm"
    )
    iot = boto3.client("iot")
    iot.create_thing(thingName="MH-1")
    made = iot.create_keys_and_certificate(setAsActive=True)
    iot.attach_thing_principal(thingName="MH-1", principal=made["certificateArn"])
    assert ask("POST", "quarantine/m-2/replays", **KEY)[0] == 201
    signal = Signal.model_validate_json(texts(queue("alarm"))[0])
    assert (signal.device, signal.principal, signal.payload) == (
        "MH-1",
        made["certificateId"],
        b"{}",
    )
    assert abs(signal.received_at - datetime.now(UTC)) < timedelta(hours=1)


def test_nothing_is_taken_off_the_list_that_was_not_sent(ask, queue, kept):
    boto3.client("sqs").delete_queue(QueueUrl=queue("alarm"))
    assert ask("POST", kept, **KEY)[0] == 500
    assert [one["id"] for one in ask("GET", "quarantine")[1]["items"]] == ["m-1"]


@pytest.mark.parametrize(("path", "status"), [("m-2", 404), ("a b", 422), ("x" * 101, 422)])
def test_what_is_not_there_is_not_sent(ask, queue, path, status):
    assert ask("POST", f"quarantine/{path}/replays", **KEY)[0] == status


@pytest.fixture
def drop(ask, kept):
    def drop(key="drop-it-now", reason="测试设备，已拆除", **more):
        body = {"reason": reason}
        return ask("POST", "quarantine/m-1/drops", body=body, Idempotency_Key=key, **more)

    return drop


def test_a_message_is_dropped_once_with_the_reason_and_is_not_sent(ask, queue, kept, drop):
    status, said = drop()
    assert (status, said["dropped"]["by"], said["replays"]) == (201, "founder", 0)
    assert drop() == (status, said)
    assert ask("GET", "quarantine")[1]["items"] == []
    [before] = ask("GET", "quarantine", query={"replayed": "true"})[1]["items"]
    assert before["dropped"]["reason"] == "测试设备，已拆除"
    again = drop(key="another-key"), ask("POST", kept, **KEY)
    assert [(status, said["code"]) for status, said in again] == [(409, "already-dropped")] * 2
    assert texts(queue("alarm")) == []


def test_what_was_sent_again_is_not_dropped(ask, kept, drop):
    ask("POST", kept, **KEY)
    status, said = drop()
    assert (status, said["code"]) == (409, "already-replayed")


def test_a_reason_is_needed_and_names_nobody(drop):
    for reason, code in ((" ", "string_too_short"), ("call 13800000000", "names-a-person")):
        status, said = drop(reason=reason)
        assert (status, [one["code"] for one in said["errors"]]) == (422, [code])
    assert drop()[0] == 201


@pytest.mark.parametrize(
    ("text", "device", "event"),
    [
        ('{"device": "MH-1", "payload": "e30="}', "MH-1", None),
        ('{"ruleName": "x", "clientId": "MH-2", "base64OriginalPayload": ""}', "MH-2", None),
        ('{"detail-type": "HazardFound", "detail": {}}', None, "HazardFound"),
        ('{"device": "14010519500101001X", "detail-type": "13800000000"}', None, None),
        ('{"device": {"a": 1}}', None, None),
        ("[1]", None, None),
        ("{", None, None),
    ],
)
def test_the_list_says_whose_message_it_is_but_no_number_of_a_person(row, ask, text, device, event):
    from linli import quarantine

    quarantine.keep("m-9", text, ValueError("odd"))
    [one] = ask("GET", "quarantine")[1]["items"]
    assert (one["device"], one["event"]) == (device, event)


def test_who_did_it_is_in_the_log_and_not_what_it_said(ask, kept, written):
    ask("POST", kept, **KEY)
    lines = [json.loads(line) for line in written().splitlines() if line.startswith("{")]
    [line] = [one for one in lines if one["message"] == "replayed"]
    assert (line["by"], line["message_id"], line["queue"]) == ("founder", "m-1", "alarm")
    assert "text" not in line


def test_the_dead_go_back_to_where_they_died(ask, queue):
    queue("reactions")
    die(queue, "a", "b")
    assert ask("GET", "redrives")[1] == {"waiting": 2, "items": [], "next": None}
    status, done = ask("POST", "redrives", **KEY)
    assert (status, done["found"], done["moved"], done["left"]) == (201, 2, 2, 0)
    assert sorted(texts(queue("reactions"))) == ["a", "b"]
    said = ask("GET", "redrives")[1]
    assert (said["waiting"], [one["by"] for one in said["items"]]) == (0, ["founder"])


def test_the_same_request_moves_nothing_more(ask, queue):
    queue("reactions")
    die(queue, "a")
    first = ask("POST", "redrives", **KEY)
    die(queue, "b")
    assert ask("POST", "redrives", **KEY) == first
    assert ask("GET", "redrives")[1]["waiting"] == 1


def test_one_that_was_cut_short_is_gone_on_with(ask, queue, monkeypatch):
    from linli import queues

    die(queue, "a", "b")
    assert ask("POST", "redrives", **KEY)[0] == 500  # there is no queue to send them to
    [cut] = ask("GET", "redrives")[1]["items"]
    assert (cut["found"], cut["ended_at"]) == (2, None)
    queue("reactions")
    monkeypatch.setattr(queues, "revive", lambda most, keep: most)
    done = ask("POST", "redrives", **KEY)[1]
    assert (done["id"], done["moved"]) == (cut["id"], 2)


def test_where_nothing_lies_dead_there_is_nothing_to_do(ask, queue):
    status, said = ask("POST", "redrives", **KEY)
    assert (status, said["code"]) == (409, "nothing-dead")
    assert ask("GET", "redrives")[1]["items"] == []


def test_who_does_not_mend_it_may_not(ask, queue, kept, drop, member):
    member("official", "official", "140100000000")
    for path in (kept, "redrives"):
        assert ask("POST", path, sub="official", **KEY)[0] == 403
    assert drop(sub="official")[0] == 403
    assert texts(queue("alarm")) == []
