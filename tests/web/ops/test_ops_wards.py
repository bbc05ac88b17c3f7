"""Whom the community watches over for falls: the list and who stands in it, for a purpose."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.web.conftest import DESK, NARROW, PHONE

SLOW = 60_000  # ms, for what machines do by themselves
STORY = {
    "title": {"zh": "看护名单页测试社区", "en": "Community of the list of wards"},
    "people": {"li": "community_worker", "gao": "resident", "he": "resident"},
    "sensors": {"band": {"kind": "wearable", "registered": False}},
    "rosters": {"community": {"duty": ["li"]}},
    "chain": {"operator": "${li}", "levels": [{"post": "duty", "place": "community"}]},
    "steps": [{"advance": "1 second"}],
}
LIVES = "3号楼2单元402"


@pytest.fixture(scope="module")
def wards(world, cast):
    """Two residents; gao wears a band."""
    here, people = cast.community, cast.people
    until = (datetime.now(UTC) + timedelta(days=30)).isoformat()
    ward = {"community": here, "basis": "CONSENT", "document": "看护同意书", "until": until}
    worn = {"id": cast.sensors["band"], "community": here, "kind": "wearable", "name": "手环"}
    worn |= {"person": people["gao"], "point": {"lat": 37.87, "lon": 112.55}}
    known = [("wards", ward | {"person": people[one], "where": LIVES}) for one in ("gao", "he")]
    for path, body in (*known, ("sensors", worn)):
        key = {"Idempotency-Key": uuid.uuid4().hex}
        said = world.ask("POST", f"/v1/environment/{path}", people["li"], body, key)
        assert said.status == 201, said


def listed(page, look="查看"):
    page.locator("#purpose").select_option("service")
    page.get_by_role("button", name=look, exact=True).click()
    rows = page.get_by_role("table").locator("tbody tr")
    expect(rows).to_have_count(2, timeout=SLOW)
    return rows


@pytest.mark.parametrize(("language", "look"), [("zh", "查看"), ("en", "Look")])
def test_a_list_of_wards_is_sound_in_each_look(wards, reader, every_look, language, look):
    page = reader("li", "/ops/wards", language=language)
    listed(page, look)
    every_look(page, f"wards-listed-{language}")


def test_one_of_the_list_is_shown_with_the_address(wards, reader, sound, shot):
    page = reader("li", "/ops/wards")
    rows = listed(page)
    expect(rows.filter(has_text="没有设备")).to_have_count(1)
    rows.filter(has_not_text="没有设备").get_by_role("button").click()
    card = page.get_by_role("region", name="看护登记")
    expect(card).to_contain_text(LIVES, timeout=SLOW)
    expect(card.get_by_role("heading", name="看护登记")).to_be_focused()
    for size in (DESK, PHONE, NARROW):
        page.set_viewport_size(size)
        shot(page, f"ward-{size['width']}")
        sound(page)
