"""What tests against a running city share: one community of their own, with someone in each role.

`./linli test city` brings the city up; where none runs, these tests are skipped.
"""

import pytest

from operate import engine_process
from operate.home import Home
from operate.reference.decided import ROLES
from operate.scenario.cast import Cast
from operate.scenario.story import Story
from operate.scenario.world import World
from tests.waiting import until

TITLE = {"zh": "城市测试", "en": "Tests of the city"}


@pytest.fixture(scope="session")
def home():
    found = Home.current()
    if not found.city() or not engine_process.ready(found):
        pytest.skip("no city runs: ./linli test city")
    return found


@pytest.fixture(scope="session")
def world(home):
    return World.current(home)


@pytest.fixture(scope="session")
def roles():
    return ROLES


@pytest.fixture(scope="session")
def cast(world, roles):
    """A community with a person in each role, a stranger in each role of another, and assets."""
    people = {role: role for role in roles}
    people |= {f"far_{role}": {"role": role, "place": "${elsewhere}"} for role in roles}
    people |= {"neighbour": "resident"}  # about whom others ask
    story = Story.model_validate(
        {
            "title": TITLE,
            "people": people,
            "assets": {"cover": {"kind": "manhole"}, "other": {"kind": "manhole"}},
            "grid": {"name": "第一网格"},
            "rosters": {"community": {"duty": ["grid_worker"]}},
            "chain": {
                "operator": "${community_worker}",
                "levels": [{"post": "duty", "place": "community"}],
            },
            "steps": [{"advance": "1 second"}],
        }
    )
    made = Cast(story, world)
    made.enter()
    yield made
    made.leave()


@pytest.fixture(scope="session")
def tell(world, cast):
    """Lets a device publish measures: tell("cover", tilt_degrees=20)."""

    def publish(name, **measures):
        body = {"channel": "alarm", "measures": measures}
        world.fleet("POST", f"/devices/{cast.assets[name]}/publish", body)

    return publish


@pytest.fixture(scope="session")
def incident(world, cast, tell):
    """An incident of the cover, dispatched."""
    tell("cover", tilt_degrees=33)
    path = f"/v1/incidents?community={cast.community}&stage=open"

    def dispatched():
        items = world.ask("GET", path, cast.people["community_worker"]).body["items"]
        return next((item for item in items if item["stage"] == "dispatched"), None)

    return until(dispatched)
