"""A device that is revoked while it is connected: not one more of its messages is taken."""

import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest

from operate.scenario import mounting
from operate.scenario.cast import Cast
from operate.scenario.player import ACTS
from operate.scenario.scene import Scene
from operate.scenario.step import Claim, Manifest
from operate.scenario.story import Story
from tests.waiting import until

TITLE = {"zh": "吊销测试", "en": "Tests of revocation"}
HOUR = timedelta(hours=1)
TIMES = 20  # devices, each revoked while it is connected


@pytest.fixture(scope="module")
def scene(world):
    devices = {f"m{n}": {"kind": "water_meter", "serial": f"R-${{run}}-{n}"} for n in range(TIMES)}
    told = {"title": TITLE, "people": {"li": "community_worker"}, "devices": devices}
    cast = Cast(Story.model_validate(told | {"steps": [{"advance": "1 second"}]}), world)
    cast.enter()
    made = Scene(cast.story, world, cast, boot=1)
    serials = {made.fill(one["serial"]): "water_meter" for one in devices.values()}
    ACTS["manifest"](made, Manifest(manifest="lot", serials=serials))
    for serial in serials:
        ACTS["claim"](made, Claim(claim=serial, batch="lot", within=60))
    yield made
    cast.leave()


def publish(world, device):
    """Whether the broker acknowledged it."""
    said = world._http.post(
        f"{world.home.url('fleet')}/devices/{device}/publish",
        json={"channel": "reading", "measures": {"volume_m3": 1.0}, "wait": 3},
    )
    return said.status_code == 200


def kept(world, scene, device):
    since = urlencode({"measure": "volume_m3", "from": f"{datetime.now(UTC) - HOUR:%FT%TZ}"})
    query = f"/v1/devices/{device}/readings?{since}"
    return len(world.ask("GET", query, scene.cast.people["li"]).body["items"])


def test_what_is_revoked_while_connected_is_heard_no_more(world, scene):
    devices = list(scene.cast.mounted.values())
    assert mounting.owner(scene.story, "water_meter") == "devices"
    for device in devices:
        assert publish(world, device)
    until(lambda: all(kept(world, scene, device) == 1 for device in devices), within=60)
    for device in devices:
        assert revoked(world, scene, device).status == 201
        assert not publish(world, device)
    assert [kept(world, scene, device) for device in devices] == [1] * TIMES


def revoked(world, scene, device):
    by, path = scene.cast.people["li"], f"/v1/devices/{device}"
    known = {"If-Match": str(world.ask("GET", path, by).body["version"])}
    known |= {"Idempotency-Key": uuid.uuid4().hex}
    return world.ask("POST", f"{path}/revocations", by, {"reason": "失窃"}, known)
