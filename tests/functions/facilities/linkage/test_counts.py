"""What a fire at eight devices costs: calls and write units, so that a new one is seen."""

import json
from types import SimpleNamespace

import pytest

from bench.telling.meter import _written


@pytest.fixture
def counted(monkeypatch):
    """counted(do) → (AWS calls, write units) of what it does."""
    from botocore.client import BaseClient
    from botocore.serialize import create_serializer

    known, make = SimpleNamespace(calls=0, units=0), BaseClient._make_api_call

    def call(client, operation, given):
        known.calls += 1
        asked = json.loads(
            create_serializer("json").serialize_to_request(
                given, client.meta.service_model.operation_model(operation)
            )["body"]
        )
        if operation == "UpdateItem":
            known.units += _written(asked)
        for one in asked.get("TransactItems", ()):
            known.units += _written(one["Update"], twice=True)
        return make(client, operation, given)

    def counted(do):
        known.calls = known.units = 0
        do()
        return known.calls, known.units

    monkeypatch.setattr(BaseClient, "_make_api_call", call)
    return counted


def test_a_fire_at_eight_devices_costs_so_much(counted, house, fact, world, run):
    from events.facilities import HazardFound
    from functions.facilities.linkage import acts

    first, second, third = (HazardFound.model_validate(fact(f"SD-{n}")[1]) for n in (1, 2, 3))
    assert counted(lambda: acts.heed(first)) == (3, 1)
    assert counted(lambda: acts.heed(second)) == (14, 92)  # 8 devices, 2 tasks, 3 proposals
    assert counted(lambda: run("send")) == (4, 2)  # and a message to each
    assert len(world.published) == 8
    assert counted(lambda: run("close")) == (3, 50)  # nothing has answered
    assert counted(lambda: acts.heed(third)) == (14, 2)
