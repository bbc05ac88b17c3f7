"""A building with a zone of each kind of device, and fire in it."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from tests.conftest import CONTEXT

HERE = "140105001001"
HOUSE = {"building": "B1", "zone": "B1-2F"}
DEVICES = {  # id → kind, what it is certified for
    "SI-1": ("siren", ["sound"]),
    "BC-1": ("broadcast", ["broadcast", "evacuate"]),
    "FD-1": ("fire_door", ["close"]),
    "FD-2": ("fire_door", ["close"]),
    "EL-1": ("elevator", ["recall", "hold", "voice"]),
    "EX-1": ("exit_door", ["unlock"]),
    "EX-2": ("exit_door", ["unlock"]),
    "EX-3": ("exit_door", ["unlock"]),
    "GV-1": ("gas_valve", ["close"]),
    "PW-1": ("power_meter", ["stop"]),
    "LC-1": ("light_circuit", ["start"]),
    "FN-1": ("fan", ["start"]),
}


@pytest.fixture
def house(register):
    for asset_id, (kind, certified) in DEVICES.items():
        register(asset_id, kind, certified=certified, grid=f"{HERE}003", **HOUSE)
    for number in (1, 2, 3):
        register(f"SD-{number}", "fire_detector", **HOUSE)
    register("SD-9", "fire_detector", building="B2", zone="B2-1F")
    register("GD-1", "gas_detector", links=["GV-1"], **HOUSE)


@pytest.fixture
def fact(row):
    """fact("SD-1") → what facilities says of a hazard there, as (name, detail)."""
    numbers = count(1)
    what = {
        "fire": ("fire_detector", "A6.1", "FD-fire", 1),
        "manual_call": ("fire_detector", "A6.1", "FD-call", 1),
        "lel_percent": ("gas_detector", "A4.4", "GAS1-alarm", 22),
        "trapped": ("elevator", "A4.1", "LF-trapped", 1),
    }

    def fact(asset_id, measure="fire", name="HazardFound", ago=1, **more):
        kind, category, limit, value = what[measure]
        said = {"community": HERE, "asset_id": asset_id, "hazard_id": hazard(asset_id), **HOUSE}
        said |= {"kind": kind, "category": category, "limit_id": limit, "value": value}
        said |= {"measure": measure, "raises": "incident", "priority": "P1", "article": "x"}
        said |= {"version": next(numbers), "at": datetime.now(UTC) - timedelta(seconds=ago)}
        return name, {k: str(v) if k == "at" else v for k, v in (said | more).items()}

    return fact


def hazard(asset_id):
    return asset_id.encode().hex().ljust(26, "0")


@pytest.fixture
def every(row):
    """All that was ordered or proposed."""

    def every():
        from functions.facilities.linkage.model import Action

        return [one.noun(Action) for one in row.scan() if one.pk.startswith("action#")]

    return every


@pytest.fixture
def actions(every):
    """The same by rows whose id begins so, by (asset, command)."""

    def actions(rows=""):
        found = [one for one in every() if one.link_id.startswith(rows)]
        known = {(one.asset_id, one.command): one for one in found}
        assert len(known) == len(found)
        return known

    return actions


@pytest.fixture
def run(world):
    """Runs a step of each sending that has a machine: run("send"), run("close")."""

    def run(name):
        from functions.facilities import steps

        for started in dict.fromkeys(world.started):
            sending_id, _, generation = started.rpartition("-")
            called = {"id": sending_id, "generation": int(generation)}
            steps.handler({"step": name, "with": called}, CONTEXT)
        return [(topic.split("/")[-2], said["action"]) for topic, said in world.published]

    return run
