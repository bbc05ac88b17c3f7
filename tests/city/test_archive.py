"""A day of what devices said is archived, lost, found to be lost, and brought back the same."""

import json
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from urllib.parse import urlencode

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from infra.settings import LAPTOP
from linli import names
from linli.wall import CHINA
from tests.waiting import until

READER = "community_worker"
AGO, MINUTE = timedelta(days=3), timedelta(minutes=1)
LEVELS = (11, 12, 13, 14, 15, 16, 17)


@pytest.fixture
def table(world):
    return names.resource(world.city, "facilities")


@pytest.fixture
def ask(world):
    """Until it is done, as `./linli archive` does."""

    def ask(do, day, thing=None):
        asked = {"do": do, "day": day, "thing": thing, "place": (0, "")}
        while asked["place"] is not None:
            answer = world.functions.invoke(
                FunctionName=names.resource(world.city, "facilities", "history"),
                Payload=json.dumps(asked).encode(),
            )
            said = json.loads(answer["Payload"].read())
            assert "FunctionError" not in answer, said
            asked["place"] = said["next"]
        return said["day"]

    return ask


@pytest.fixture(scope="module")
def spoken(world, cast):
    """A device that sends late what it measured some days ago, when nobody else spoke; the day by
    the wall.
    """
    thing = cast.assets["cover"]
    noon = datetime.now(CHINA).replace(hour=12, minute=0, second=0, microsecond=0) - AGO
    for n, level in enumerate(LEVELS):
        sample = {"at": (noon + n * MINUTE).isoformat(), "measures": {"level_percent": level}}
        body = {"channel": "reading", "samples": [sample]}
        world.fleet("POST", f"/devices/{thing}/publish", body)
    until(lambda: len(of_day(kept(world, thing), noon.date())) == len(LEVELS), within=30)
    return thing, noon.date().isoformat()


@pytest.fixture
def history(world, cast):
    def history(thing, day):
        begins = datetime.fromisoformat(day).replace(tzinfo=CHINA)
        span = {"from": begins.isoformat(), "to": (begins + timedelta(days=1)).isoformat()}
        asked = urlencode({"measure": "level_percent", "step": "raw", **span})
        path = f"/v1/facilities/assets/{thing}/readings?{asked}"
        said = world.ask("GET", path, cast.people[READER])
        assert said.status == 200, said.body
        return said.body["items"]

    return history


def test_a_day_comes_back_as_it_was(spoken, ask, history, world, table):
    thing, day = spoken
    before, shown = kept(world, thing), history(thing, day)
    assert [one["mean"] for one in shown] == list(LEVELS)
    assert ask("archive", day)["packs"] == len(LEVELS)
    assert ask("compare", day)["wrong"] == []
    for row in of_day(before, day):
        world.dynamodb.delete_item(TableName=table, Key={"pk": row["pk"], "sk": row["sk"]})
    assert history(thing, day) == []
    assert ask("compare", day)["wrong"]
    ask("restore", day, thing)
    assert list(map(said_by, kept(world, thing))) == list(map(said_by, before))
    assert history(thing, day) == shown
    assert ask("archive", day)["wrong"] == []
    assert ask("compare", day)["wrong"] == []


def test_archived_twice_it_is_the_same_bytes(spoken, ask, home, world):
    _, day = spoken
    s3, bucket = home.client("s3"), names.archive(world.city, LAPTOP)

    def lies():
        found = s3.list_objects_v2(Bucket=bucket, Prefix=f"facilities/{day}/").get("Contents", [])
        return sorted((one["Key"], one["ETag"]) for one in found)

    ask("archive", day)
    once = lies()
    assert len(once) >= 2
    ask("archive", day)
    assert lies() == once


def test_nobody_without_a_signature_reads_the_archive(spoken, ask, home, world):
    _, day = spoken
    ask("archive", day)
    nobody = boto3.client(
        "s3",
        endpoint_url=home.url("engine"),
        region_name=home.region(),
        config=Config(signature_version=UNSIGNED, s3={"addressing_style": "path"}),
    )
    with pytest.raises(ClientError):
        nobody.get_object(
            Bucket=names.archive(world.city, LAPTOP),
            Key=f"facilities/{day}/manifest.json",
        )


def kept(world, thing):
    """What the table has of its messages, in order."""
    pages = world.dynamodb.get_paginator("query").paginate(
        TableName=names.resource(world.city, "facilities"),
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": f"pack#{thing}"}},
        ConsistentRead=True,
    )
    return [row for page in pages for row in page["Items"]]


def of_day(rows, day):
    return [row for row in rows if dated(row) == str(day)]


def dated(row):
    at = datetime.fromtimestamp(int(row["sk"]["S"].partition("#")[0]) / 1e6, UTC)
    return at.astimezone(CHINA).date().isoformat()


said_by = itemgetter("pk", "sk", "b")
