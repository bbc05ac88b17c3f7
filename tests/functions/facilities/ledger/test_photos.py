"""A picture is kept as long as something uses it, and no longer."""

from datetime import timedelta

import pytest

from functions.facilities.photos import store as photos
from linli.evidence import bucket

HERE = "140105001001"
AGO = timedelta(seconds=-1)


@pytest.fixture
def short(monkeypatch):
    """What nothing uses is not kept at all."""
    monkeypatch.setattr(photos, "UNUSED", AGO)


@pytest.fixture
def stored():
    """stored(photo): its object is in the bucket; it is that of the row before it is deleted."""

    def listed(photo):
        found = bucket.s3().list_objects_v2(Bucket=bucket.BUCKET, Prefix=f"kept/facilities/{photo}")
        return bool(found["KeyCount"])

    return listed


def test_what_nothing_uses_is_deleted_with_its_row(short, photo, report, sweep, stored, row):
    one = photo("gao")
    assert stored(one)
    sweep()
    assert not stored(one)
    kept = row.get(f"photo#{one}", "photo")
    assert (kept.due, kept.expires is None) == (None, False)
    report(photos=[one], status=422)


def test_what_nothing_uses_is_kept_for_two_days_of_real_time(photo, sweep, stored, advance):
    one = photo("gao")
    advance(HERE, 3 * 86_400)
    sweep()
    assert stored(one)


def test_what_a_report_uses_is_kept(short, photo, report, sweep, stored):
    one = photo("gao")
    report(photos=[one])
    sweep()
    assert stored(one)


def test_what_a_repair_uses_is_kept(short, photo, report, work, sweep, stored, person):
    hazard = report()["id"]
    work(hazard, "assign", "repair", "verify", "close")
    sweep()
    timeline = person("li").get(f"hazards/{hazard}")[1]["timeline"]
    [shown] = [one for line in timeline for one in line["photos"]]
    assert stored(shown["id"])


def test_that_of_a_forgotten_report_is_deleted(photo, report, person, sweep, stored, monkeypatch):
    from functions.facilities.ledger import forgetting

    one = photo("gao")
    hazard = report(photos=[one])["id"]
    monkeypatch.setattr(forgetting, "KEPT", lambda at: AGO)
    assert person("li").post(f"hazards/{hazard}/rejections", {"reason": "不在本社区"})[0] == 201
    forgetting.settle(hazard)
    sweep()
    assert not stored(one)


def test_a_crash_leaves_it_unusable_and_due(short, photo, report, sweep, stored, row, monkeypatch):
    one = photo("gao")

    def fail(key):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(bucket, "delete", fail)
        sweep(failed=1)
    report(photos=[one], status=422)
    assert stored(one)
    sweep()
    assert not stored(one)
