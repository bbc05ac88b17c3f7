"""Devices of one community, and who asks after them."""

import pytest

HERE, THERE = "140105001001", "140105001002"
SPOT = {"lat": 37.79, "lon": 112.55}


@pytest.fixture
def people(member):
    roles = ("grid_worker", "community_worker", "property_manager", "official", "resident")
    for role in (*roles, "city_operator"):
        member(role, role, HERE)
        member(f"far_{role}", role, THERE)
    member("city", "city_operator", "140100000000")


@pytest.fixture
def ask(call):
    def ask(method, path, body=None, **more):
        from functions.devices import api

        return call(api.handler, method, f"/v1/devices{path}", body, **more)

    return ask


@pytest.fixture
def register(ask, people):
    """Puts a device into the register, by a community worker."""

    def register(device_id="WM-WC-001", kind="water_meter", **more):
        card = {"id": device_id, "community": HERE, "kind": kind, "name": "一号", "point": SPOT}
        card |= {"address": "学府街1号", **more}
        return ask("POST", "", card, sub="community_worker")

    return register
