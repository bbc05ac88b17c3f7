"""Who may have fallen is asked on his first screen, and says there that he is all right."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

KEY = {"Idempotency-Key": uuid.uuid4().hex}
SPOT = {"lat": 37.87, "lon": 112.55}


@pytest.fixture
def fallen(world, cast):
    """The resident, whose band feels a fall."""
    by, here, band = cast.people["community_worker"], cast.community, cast.sensors["band"]
    until = (datetime.now(UTC) + timedelta(days=30)).isoformat()
    ward = {"person": cast.people["resident"], "community": here, "where": "3号楼2单元402"}
    ward |= {"basis": "CONSENT", "document": "看护同意书", "until": until}
    worn = {"id": band, "community": here, "kind": "wearable", "name": "手环", "point": SPOT}
    worn |= {"person": cast.people["resident"]}
    for path, body in (("wards", ward), ("sensors", worn)):
        said = world.ask("POST", f"/v1/environment/{path}", by, body, KEY)
        assert said.status == 201, said
    felt = {"v": 1, "boot": 1, "seq": 1, "at": datetime.now(UTC).isoformat()}
    raw = json.dumps(felt | {"what": "fall", "confidence": 0.9})
    world.fleet("POST", f"/devices/{band}/publish", {"channel": "alarm", "raw": raw})


def test_who_may_have_fallen_says_that_all_is_well(fallen, world, cast, signed_in, sound, shot):
    page = signed_in("resident")
    well = page.get_by_role("button", name="没事")
    expect(well).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="需要帮助")).to_be_visible()
    sound(page)
    shot(page, "fall")
    well.click()
    expect(well).to_have_count(0)
    path = f"/v1/environment/sightings?community={cast.community}&kind=fall"
    [one] = world.ask("GET", path, cast.people["community_worker"]).body["items"]
    assert (one["stage"], one["answers"][0]["channel"]) == ("well", "app")
