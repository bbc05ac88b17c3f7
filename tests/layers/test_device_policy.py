"""A certificate speaks for one thing, in one community, for one feature."""

from itertools import product

import pytest

from linli import device_policy, names

PREFIX = "arn:aws-cn:iot:cn-north-1:000000000000"
OWN = "linli/taiyuan/facilities/140105001001/${iot:Connection.Thing.ThingName}"


def policy():
    publish = device_policy.topics_of_devices("taiyuan", "facilities", "140105001001")
    return device_policy.document(PREFIX, publish, [f"{OWN}/command"])


def statement(action):
    return next(s for s in policy()["Statement"] if action in s["Action"])


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
    """Of a filter only that it may be subscribed to can be allowed, and of a topic that it is
    received: so both may stand together, and what is published beside neither.
    """
    heard = statement("iot:Receive")
    assert heard == {
        "Effect": "Allow",
        "Action": ["iot:Subscribe", "iot:Receive"],
        "Resource": [f"{PREFIX}:topicfilter/{OWN}/command", f"{PREFIX}:topic/{OWN}/command"],
    }
    assert statement("iot:Publish")["Action"] == "iot:Publish"
    assert not {*heard["Resource"]} & {*statement("iot:Publish")["Resource"]}
    assert [s["Action"] for s in policy()["Statement"]] == [
        "iot:Connect",
        ["iot:Subscribe", "iot:Receive"],
        "iot:Publish",
    ]


def test_there_is_no_wildcard():
    text = device_policy.written(policy())
    assert "*" not in text
    assert "#" not in text


REGIONS = ("cn-north-1", "cn-northwest-1", "eu-central-1", "ap-southeast-1")


LONGEST = "a" * 12  # a city's name, by infra.settings
MOST = 2048  # characters in a policy document, a limit of AWS IoT


@pytest.mark.parametrize("owner", names.OWNERS)
def test_a_policy_has_room_for_every_city(owner, capsys):
    left = {}
    for city, region in product(("taiyuan", LONGEST), REGIONS):
        partition = "aws-cn" if region.startswith("cn") else "aws"
        publish = device_policy.topics_of_devices(city, owner, "140105001001")
        hear = [names.command(city, owner, "140105001001", device_policy.THING)]
        prefix = f"arn:{partition}:iot:{region}:000000000000"
        text = device_policy.written(device_policy.document(prefix, publish, hear))
        left[city, region] = MOST - len(text)
    with capsys.disabled():
        for (city, region), room in left.items():
            print(f"\n  {owner} of {city} in {region}: {room} characters left", end="")  # noqa: T201
    assert min(left.values()) >= 100
