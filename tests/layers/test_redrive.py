"""Where dead letters go again: to the queue that they died in, or never reached."""

import json
from base64 import b64encode
from functools import partial

import boto3
import pytest

from linli.redrive import MOST, RETRIES, Way, redrive
from linli.signals import Signal

HERE, COVER = "140105001001", "MH-1"
TOPIC = f"linli/test/facilities/{HERE}/{COVER}/alarm"
TARGET = "arn:aws-cn:sqs:cn-north-1:000000000000:linli-test-facilities-outgoing"


@pytest.fixture
def queue(row):
    """queue("dead") -> its address; made once for each name."""
    sqs, made = boto3.client("sqs"), {}

    def of(part):
        if part not in made:
            made[part] = sqs.create_queue(QueueName=f"linli-test-facilities-{part}")["QueueUrl"]
        return made[part]

    return of


@pytest.fixture
def revive(queue):
    """Dies with these attributes, and is sent again."""

    def revive(body, **attributes):
        sqs, said = boto3.client("sqs"), body if isinstance(body, str) else json.dumps(body)
        known = {n: {"DataType": "String", "StringValue": v} for n, v in attributes.items()}

        def keep(message_id, text, why, queue):
            revive.kept.append((text, why, queue))

        sqs.send_message(QueueUrl=queue("dead"), MessageBody=said, MessageAttributes=known)
        return sum(redrive(Way(sqs, partial(boto3.client, "iot"), keep), queue("dead"), 1))

    revive.kept = []
    return revive


def texts(address):
    found = boto3.client("sqs").receive_message(QueueUrl=address, MaxNumberOfMessages=10)
    return [one["Body"] for one in found.get("Messages", [])]


def unforwarded(**changes):
    """What the error action of a rule is given."""
    known = {
        "ruleName": "linli_test_facilities_alarm",
        "topic": TOPIC,
        "clientId": COVER,
        "base64OriginalPayload": b64encode(b'{"v":1}').decode(),
        "failures": [{"failedAction": "SqsAction"}],
    }
    return known | changes


def certify(*, again=False):
    iot = boto3.client("iot")
    iot.create_thing(thingName=COVER)
    made = [iot.create_keys_and_certificate(setAsActive=True) for _ in range(1 + again)]
    for one in made:
        iot.attach_thing_principal(thingName=COVER, principal=one["certificateArn"])
    return made[0]["certificateId"]


@pytest.mark.parametrize("before", ["", "$aws/rules/linli_test_facilities_alarm/"])
def test_what_a_rule_could_not_forward_gets_the_envelope_of_the_rule(queue, revive, before):
    certificate, alarms = certify(), queue("alarm")
    assert revive(unforwarded(topic=before + TOPIC)) == 1
    signal = Signal.model_validate_json(texts(alarms)[0])
    assert (signal.community, signal.device, signal.channel) == (HERE, COVER, "alarm")
    assert (signal.principal, signal.payload) == (certificate, b'{"v":1}')
    assert texts(queue("dead")) == []


@pytest.mark.parametrize("sender", ["unknown", "another", "ambiguous"])
def test_it_stays_as_it_is_if_it_is_not_certain_who_sent_it(queue, revive, sender):
    alarms, said = queue("alarm"), unforwarded(clientId="N/A" if sender == "another" else COVER)
    if sender != "unknown":
        certify(again=sender == "ambiguous")
    revive(said)
    assert [json.loads(one) for one in texts(alarms)] == [said]


def test_an_event_of_the_broker_has_no_envelope(queue, revive):
    lifecycle, event = queue("lifecycle"), {"clientId": COVER, "eventType": "connected"}
    topic = f"$aws/events/presence/connected/{COVER}"
    payload = b64encode(json.dumps(event).encode()).decode()
    rule = "linli_test_facilities_lifecycle"
    revive(unforwarded(ruleName=rule, topic=topic, base64OriginalPayload=payload))
    assert [json.loads(one) for one in texts(lifecycle)] == [event]


@pytest.mark.parametrize("topic", ["short", 5, None])
def test_a_strange_topic_does_not_hold_up_the_others(queue, revive, topic):
    alarms = queue("alarm")
    revive(unforwarded(topic=topic))
    assert [json.loads(one)["topic"] for one in texts(alarms)] == [topic]


def test_an_event_goes_to_the_queue_that_the_bus_could_not_reach(queue, revive):
    outgoing, reactions = queue("outgoing"), queue("reactions")
    revive("{}", TARGET_ARN=TARGET)
    assert (texts(outgoing), texts(reactions)) == (["{}"], [])


def test_one_that_died_after_every_retry_is_quarantined(queue, revive):
    outgoing = queue("outgoing")
    for retries in range(MOST):
        revive("{}", TARGET_ARN=TARGET, **{RETRIES: str(retries)})
    sqs = boto3.client("sqs")
    sent = sqs.receive_message(
        QueueUrl=outgoing, MaxNumberOfMessages=10, MessageAttributeNames=["All"]
    )["Messages"]
    counted = sorted(int(one["MessageAttributes"][RETRIES]["StringValue"]) for one in sent)
    assert counted == [number + 1 for number in range(MOST)]
    assert revive("{}", TARGET_ARN=TARGET, **{RETRIES: str(MOST)}) == 1
    assert revive.kept == [("{}", "failed-again", "outgoing")]
    assert (texts(outgoing), texts(queue("dead"))) == ([], [])


@pytest.mark.parametrize("body", ["{", "[1]", '{"ruleName": "x"}'])
def test_anything_else_is_for_the_reactions(queue, revive, body):
    reactions = queue("reactions")
    revive(body)
    assert texts(reactions) == [body]
