"""Whoever wears what the community registered sees it on his page, and withdraws from it there."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

KEY = {"Idempotency-Key": "worn-by-the-resident"}
SPOT = {"lat": 37.87, "lon": 112.55}


@pytest.fixture
def worn(world, cast):
    """A wearable of the resident, registered by his consent."""
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(days=30)
    agreed = {"person": cast.people["resident"], "basis": "CONSENT", "document": "同意书 7"}
    card = {"id": f"WR-{cast.community}-own", "community": cast.community, "kind": "wearable"}
    card |= {"name": "手环", "point": SPOT, "address": "3号楼"}
    card |= {"agreed": agreed | {"until": until.isoformat()}}
    said = world.ask("POST", "/v1/devices", cast.people["community_worker"], card, KEY)
    assert said.status == 201, said
    return said.body["id"]


def test_he_sees_what_is_registered_of_him_and_withdraws(worn, world, cast, signed_in, sound, shot):
    page = signed_in("resident", "/me")
    one = page.locator("li.card", has_text=worn)
    expect(one).to_contain_text("同意书 7")
    expect(one).to_contain_text("L-PIP#29")
    one.locator("summary", has_text="它的报警").click()
    expect(one.get_by_text("没有报警。")).to_be_visible()
    one.get_by_text("谁看过它的读数或报警").click()
    expect(one.get_by_text("还没有人看过。")).to_be_visible()
    sound(page)
    shot(page, "mine")
    one.get_by_role("button", name="撤回同意").click()
    one.get_by_role("dialog").get_by_role("button", name="撤回同意").click()
    expect(one.get_by_text("已停止")).to_be_visible()
    expect(one.get_by_role("button", name="撤回同意")).to_have_count(0)
    found = world.ask("GET", f"/v1/devices/{worn}", cast.people["community_worker"]).body
    assert (found["state"], bool(found["withdrawn_at"])) == ("retired", True)
