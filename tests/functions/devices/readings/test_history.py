"""What a device said is summed by how its kind speaks, and archived unless it is about a person."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import CONTEXT

DAY = timedelta(days=1)


@pytest.fixture
def bucket(row):
    from linli import aws
    from linli.archive import bucket

    s3 = aws.client("s3")
    where = {"LocationConstraint": "cn-north-1"}
    s3.create_bucket(Bucket=bucket.BUCKET, CreateBucketConfiguration=where)


def test_a_sample_speaks_as_long_as_its_kind_may_be_silent(register):
    from functions.devices import history
    from functions.devices.kinds import store as kinds

    register("WM-WC-001")
    kind = kinds.kind("water_meter")
    silent = timedelta(seconds=kind.every_seconds * kind.silent_after)
    assert history.holds("WM-WC-001") == silent
    assert history.holds("WM-NO-ONE") == history.UNKNOWN


def test_what_a_person_wears_and_what_nobody_knows_is_not_archived(register):
    from functions.devices import history

    assert register("WM-WC-001")[0] == 201
    assert register("WR-WC-001", "wearable")[0] == 201
    archived = ("WM-WC-001", "WR-WC-001", "WM-NO-ONE")
    assert [history.archived(one) for one in archived] == [True, False, False]


def test_a_day_of_a_meter_is_archived(register, send, now, bucket):
    from functions.devices import history
    from linli.summaries import noting

    noting.notes = noting.Notes()
    at = datetime.now(UTC).replace(hour=6, minute=0, second=0, microsecond=0)
    now(at)
    register("WM-WC-001")
    send("WM-WC-001", (at - timedelta(minutes=1), {"volume_m3": 1.5}))
    day = (at + timedelta(hours=8)).date().isoformat()
    asked = {"do": "archive", "day": day, "thing": None, "place": (0, "")}
    assert history.handler(asked, CONTEXT)["day"]["packs"] == 1
    asked["do"] = "compare"
    assert history.handler(asked, CONTEXT)["day"]["wrong"] == []
    assert history.handler({}, CONTEXT).keys() == {"hours", "days", "archiving", "comparing"}
