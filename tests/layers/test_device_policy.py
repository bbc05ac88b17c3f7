"""A certificate speaks for one thing, in one community, for one feature."""

import json

from linli import device_policy

PREFIX = "arn:aws-cn:iot:cn-north-1:000000000000"
OWN = "linli/taiyuan/facilities/140105001001/${iot:Connection.Thing.ThingName}"


def policy():
    publish = device_policy.topics_of_devices("taiyuan", "facilities", "140105001001")
    return device_policy.document(PREFIX, publish, [f"{OWN}/command"])


def statement(action):
    return next(s for s in policy()["Statement"] if s["Action"] == action)


def test_it_connects_as_itself_only():
    connect = statement("iot:Connect")
    assert connect["Resource"] == f"{PREFIX}:client/${{iot:Connection.Thing.ThingName}}"
    assert connect["Condition"] == {"Bool": {"iot:Connection.Thing.IsAttached": "true"}}


def test_it_publishes_on_its_own_topics_and_their_basic_ingest_twins():
    report = OWN.replace("facilities", "devices")
    assert statement("iot:Publish")["Resource"] == [
        *(f"{PREFIX}:topic/{OWN}/{channel}" for channel in ("alarm", "reading", "state")),
        f"{PREFIX}:topic/{report}/report",
        *(
            f"{PREFIX}:topic/$aws/rules/linli_taiyuan_facilities_{channel}/{OWN}/{channel}"
            for channel in ("alarm", "reading", "state")
        ),
        f"{PREFIX}:topic/$aws/rules/linli_taiyuan_devices_report/{report}/report",
    ]


def test_it_hears_its_commands_and_nothing_else():
    assert statement("iot:Subscribe")["Resource"] == [f"{PREFIX}:topicfilter/{OWN}/command"]
    assert statement("iot:Receive")["Resource"] == [f"{PREFIX}:topic/{OWN}/command"]


def test_there_is_no_wildcard_and_the_whole_fits_into_a_policy():
    text = json.dumps(policy(), separators=(",", ":"))
    assert "*" not in text
    assert "#" not in text
    assert len(text) <= 2048


def test_topics_have_at_most_seven_slashes():
    plain, ingest = policy()["Statement"][-1]["Resource"][::4][:2]
    assert plain.partition(":topic/")[2].count("/") <= 7
    # of a Basic Ingest topic, $aws/rules/<rule>/ does not count
    assert ingest.partition(":topic/")[2].count("/") - 3 <= 7
