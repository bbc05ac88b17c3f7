"""A day of what devices said is archived, lost, found to be lost, and brought back the same."""

import json
from datetime import UTC, datetime
from operator import itemgetter

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from infra.settings import LAPTOP
from linli import names
from linli.wall import CHINA

READER = "community_worker"
LEVELS = (11, 12, 13, 14, 15, 16, 17)


@pytest.fixture
def table(world):
    return names.resource(world.city, "facilities")


@pytest.fixture
def rows(world, table):
    """What the table has of a thing's messages."""

    def rows(thing):
        pages = world.dynamodb.get_paginator("query").paginate(
            TableName=table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": f"pack#{thing}"}},
            ConsistentRead=True,
        )
        return sorted(
            (row for page in pages for row in page["Items"]), key=lambda row: row["sk"]["S"]
        )

    return rows


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


@pytest.fixture
def spoken(world, cast, until, rows):
    """A device that said something, and the day by the wall."""
    thing = cast.assets["cover"]
    already = len(rows(thing))
    for level in LEVELS:
        body = {"channel": "reading", "measures": {"level_percent": level}}
        world.fleet("POST", f"/devices/{thing}/publish", body)
    until(lambda: len(rows(thing)) >= already + len(LEVELS), within=30)
    newest = int(rows(thing)[-1]["sk"]["S"].partition("#")[0]) / 1e6
    return thing, datetime.fromtimestamp(newest, UTC).astimezone(CHINA).date().isoformat()


@pytest.fixture
def history(world, cast):
    def history(thing, day):
        begins = datetime.fromisoformat(day).replace(tzinfo=CHINA).isoformat()
        path = f"/v1/facilities/assets/{thing}/readings?measure=level_percent&step=raw"
        said = world.ask("GET", f"{path}&from={begins.replace('+', '%2B')}", cast.people[READER])
        assert said.status == 200, said.body
        return said.body["items"]

    return history


def test_a_day_comes_back_as_it_was(spoken, ask, rows, history, world, table):
    thing, day = spoken
    before, shown = rows(thing), history(thing, day)
    assert [one["mean"] for one in shown][-len(LEVELS) :] == list(LEVELS)
    assert ask("archive", day)["packs"] >= len(LEVELS)
    assert ask("compare", day)["wrong"] == []
    lost = [row for row in before if dated(row) == day]
    for row in lost:
        world.dynamodb.delete_item(TableName=table, Key={"pk": row["pk"], "sk": row["sk"]})
    assert history(thing, day) == []
    assert ask("compare", day)["wrong"]
    ask("restore", day, thing)
    assert list(map(said_by, rows(thing))) == list(map(said_by, before))
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


def dated(row):
    at = datetime.fromtimestamp(int(row["sk"]["S"].partition("#")[0]) / 1e6, UTC)
    return at.astimezone(CHINA).date().isoformat()


said_by = itemgetter("pk", "sk", "b")
