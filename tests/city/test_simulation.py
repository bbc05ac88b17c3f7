"""A small simulated city: registered from a table, each with a certificate, and it speaks."""

import pytest

from infra import settings
from linli import names
from operate import devices
from operate.city_api import Api
from operate.fleet.pace import Pace
from operate.simulation import entering, make
from operate.simulation.city import Place, behind
from operate.simulation.city import devices as generated
from operate.simulation.kinds import all_kinds
from tests.waiting import until

COUNT = 20


@pytest.fixture
def api(world):
    return Api(world.home, settings.load(str(world.home.city_file())))


@pytest.fixture
def simulated(world, cast):
    """In the community of the tests; all of it speaks each second, two samples at a time."""
    quick = Pace(looks=1, least=1, pack=2, waits=5)
    kinds = [kind.model_copy(update={"pace": quick}) for kind in all_kinds()]
    where = Place(cast.community, "试验", f"T{cast.community[-6:]}", 37.8, 112.5)
    city = generated(1, COUNT, [where], kinds)
    yield city
    for one in city:
        devices.retire(world.home, one.id)


def test_it_is_made_once_and_what_it_says_is_kept(world, api, simulated):
    def made():
        found = entering.register(api, simulated), entering.assets(api, simulated)
        found += (
            entering.stations(api, simulated),
            make.provision(world.home, world.city, simulated),
        )
        return found

    registered, _, _, held = made()
    assert (registered, held) == (COUNT, COUNT)
    make.connect(world.home, {one.id for one in simulated})
    assert made() == (0, 0, 0, 0)

    def packs(one):
        key = {":pk": {"S": f"pack#{one.id}"}}
        found = world.dynamodb.query(
            TableName=names.resource(world.city, one.kind.owner),
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues=key,
            Select="COUNT",
        )
        return found["Count"]

    until(lambda: all(packs(one) > 1 for one in simulated), within=60)
    through = [one.id for one in simulated if one.card["bearer"] == "through_gateway"]
    assert sum(behind(simulated).values()) == len(through)
    about = {one["thing"]: one for one in world.fleet("GET", "/devices")["devices"]}
    assert all(about[one.id]["connected"] for one in simulated)
