"""A test of fire installations is asked for by one person and approved by another."""

from datetime import UTC, datetime, timedelta

import pytest

from functions.facilities.assets.model import Asset
from functions.facilities.windows import rules
from functions.facilities.windows.model import Window

NOW = datetime.now(UTC).replace(microsecond=0)
HERE = "140105001001"
PANEL, SMOKE, PART = "FP-001", "FD-001", "1-1-00010001"
EIGHT = timedelta(hours=8)


def window(**changes):
    said = {
        "id": "a" * 26,
        "community": HERE,
        "zone": "3F",
        "building": "3号楼",
        "reason": "季度检测",
    }
    said |= {"begins": NOW, "until": NOW + timedelta(hours=2), "proposer": "wang"}
    approved = {"approver": "guo", "approved_at": NOW - timedelta(hours=1), "state": "approved"}
    return Window.model_validate({**said, "proposed_at": NOW, **approved, **changes})


def asset(**more):
    said = {"id": SMOKE, "community": HERE, "kind": "fire_detector", "name": "x", "address": "x"}
    at = {"point": {"lat": 37.8, "lon": 112.5}, "zone": "3F", "building": "3号楼"}
    return Asset.model_validate({**said, **at, "parent": PANEL, **more})


def drill(minutes=5.0, what=None, **changes):
    at = NOW + timedelta(minutes=minutes)
    return rules.is_drill([window(**changes)], what or asset(), at)


def only(**place):
    return {"zone": None, "building": None, **place}


@pytest.mark.parametrize(
    ("changes", "covered"),
    [
        ({}, True),
        ({"zone": "4F"}, False),
        ({"building": "4号楼"}, False),  # its third floor is another
        ({"building": None}, False),
        (only(building="3号楼"), True),
        (only(building="4号楼"), False),
        (only(asset_id=SMOKE), True),
        (only(asset_id=PANEL), True),
        (only(asset_id="FD-002"), False),
        ({"community": "140105001002"}, False),
        ({"approved_at": None, "approver": None, "state": "proposed"}, False),
    ],
)
def test_a_window_covers_its_place_once_it_is_approved(changes, covered):
    assert drill(**changes) is covered


def test_what_has_no_zone_is_in_none():
    assert not drill(what=asset(zone=None))


@pytest.mark.parametrize(
    ("minutes", "changes", "covered"),
    [
        (-0.1, {}, False),
        (0, {}, True),
        (119.9, {}, True),
        (120, {}, False),
        (9, {"approved_at": NOW + timedelta(minutes=10)}, False),  # approved after the fact
        (10, {"approved_at": NOW + timedelta(minutes=10)}, True),
        (29, {"ended_at": NOW + timedelta(minutes=30), "state": "ended"}, True),
        (30, {"ended_at": NOW + timedelta(minutes=30), "state": "ended"}, False),
        (121, {"ended_at": NOW + timedelta(minutes=300), "state": "ended"}, False),
    ],
)
def test_a_window_counts_from_its_approval_to_its_end(minutes, changes, covered):
    assert drill(minutes, **changes) is covered


@pytest.fixture
def staff(member):
    for sub, role in (
        ("wang", "property_manager"),
        ("bai", "official"),
        ("both", "property_manager"),
        ("li", "community_worker"),
    ):
        member(sub, role, HERE)
    member("both", "official", HERE)


def wanted(**changes):
    until = (NOW + timedelta(hours=2)).isoformat()
    said = {"community": HERE, "zone": "3F", "from": NOW.isoformat(), "until": until}
    return {**said, "reason": "季度检测", **changes}


@pytest.fixture
def propose(staff, ask):
    def propose(sub="wang", **changes):
        return ask("POST", "windows", wanted(**changes), sub=sub, idempotency_key="a-test-of-3F")

    return propose


def test_one_asks_another_approves_and_all_see_it(propose, ask):
    status, asked = propose()
    assert (status, asked["state"], asked["proposer"]) == (201, "proposed", "wang")
    assert propose()[1]["id"] == asked["id"]
    for _ in range(2):
        status, approved = ask("POST", f"windows/{asked['id']}/approvals", {}, sub="bai")
        assert (status, approved["state"], approved["approver"]) == (201, "approved", "bai")
    [listed] = ask("GET", "windows", sub="li", query={"community": HERE})[1]["items"]
    assert listed["id"] == asked["id"]
    status, ended = ask("POST", f"windows/{asked['id']}/endings", {}, sub="wang")
    assert (status, ended["state"], ended["ended_by"]) == (201, "ended", "wang")
    assert ask("POST", f"windows/{asked['id']}/endings", {}, sub="bai")[1] == ended
    status, refusal = ask("POST", f"windows/{asked['id']}/approvals", {}, sub="bai")
    assert (status, refusal["code"]) == (409, "decided-already")


@pytest.mark.parametrize(
    ("proposer", "approver"), [("wang", "wang"), ("wang", "li"), ("both",) * 2]
)
def test_nobody_approves_his_own_and_not_everybody_another_s(propose, ask, proposer, approver):
    asked = propose(proposer)[1]
    status, refusal = ask("POST", f"windows/{asked['id']}/approvals", {}, sub=approver)
    assert (status, refusal["code"]) == (403, "forbidden")


@pytest.mark.parametrize("sub", ["bai", "li"])
def test_only_who_keeps_the_installations_asks(propose, sub):
    assert propose(sub)[0] == 403


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"until": (NOW + EIGHT).isoformat()}, None),
        ({"until": (NOW + EIGHT + timedelta(seconds=1)).isoformat()}, "test-too-long"),
        ({"until": NOW.isoformat()}, "ends-before-it-begins"),
        (
            {
                "from": (NOW - timedelta(hours=2)).isoformat(),
                "until": (NOW - timedelta(hours=1)).isoformat(),
            },
            "in-the-past",
        ),
        ({"asset_id": "FP-001"}, "value_error"),
        ({"zone": None}, "value_error"),
        ({"zone": None, "asset_id": "FP-404"}, "asset-elsewhere"),
        ({"reason": ""}, "string_too_short"),
    ],
)
def test_what_may_be_asked_for(propose, changes, code):
    status, answer = propose(**changes)
    if code is None:
        assert status == 201, answer
    else:
        assert (status, answer["errors"][0]["code"]) == (422, code)


def test_what_is_over_is_not_approved_any_more(propose, ask, advance):
    asked = propose()[1]
    advance(HERE, 3 * 3600)
    status, refusal = ask("POST", f"windows/{asked['id']}/approvals", {}, sub="bai")
    assert (status, refusal["code"]) == (409, "test-over")
