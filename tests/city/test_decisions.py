"""What is written down of a decision: who asked, for whom, by which mandate, through which app."""

from datetime import UTC, datetime

import httpx
import pytest

from operate import logbook, sign_in
from operate.here import City
from operate.scenario.cast import Cast
from operate.scenario.player import ACTS
from operate.scenario.scene import Scene
from operate.scenario.step import kind_of
from operate.scenario.story import Story
from tests.waiting import until

NOTICES = "/v1/notify/notices"
BUTLER = {
    "id": "butler-${shop}",
    "name": {"zh": "管家", "en": "Butler"},
    "owner": "${shop}",
    "redirects": ["http://127.0.0.1/butler"],
    "scopes": ["notices", "profile"],
    "per_minute": 2,
}
STEPS = [
    {"call": "POST /v1/accounts/apps", "as": "operator", "body": BUTLER},
    {
        "app": "butler",
        "as": "sun",
        "client": "butler-${shop}",
        "back": "http://127.0.0.1/butler",
        "scopes": ["notices"],
    },
    {
        "call": "POST /v1/accounts/mandates",
        "as": "sun",
        "body": {"person": "${daughter}", "scopes": ["notices"], "until": "${in.1_day}"},
        "capture": {"mandate": "id"},
    },
]


@pytest.fixture(scope="module")
def scene(world):
    """A resident who lets an app and her daughter see her notices."""
    told = {
        "title": {"zh": "裁决记录", "en": "The record of decisions"},
        "people": {"sun": "resident", "shop": "merchant", "daughter": {"role": None}},
        "steps": STEPS,
    }
    story = Story.model_validate(told)
    made = Scene(story, world, Cast(story, world), boot=0)
    made.cast.enter()
    for step in story.steps:
        ACTS[str(kind_of(step))](made, step)
    yield made
    made.cast.leave()


@pytest.fixture
def decided(home, world):
    """The first decision of a feature's api that such a request left, since the test began."""
    began = datetime.now(UTC)

    def find(feature, **said):
        def look():
            lines = logbook.lines(City(home, world.city), feature, began)
            known = (line.said for line in lines if line.said["message"] == "decided")
            return [one for one in known if said.items() <= one.items()]

        return until(look)[0]

    return find


def by_app(world, scene, path):
    token = sign_in.token(world.home, world.city, scene.cast.apps["butler"])
    return httpx.get(world.api + path, headers={"Authorization": f"Bearer {token}"})


def test_an_app_and_its_person_are_named_and_what_is_beyond_its_quota_says_when(
    world, scene, decided
):
    sun, app = scene.cast.people["sun"], f"butler-{scene.cast.people['shop']}"
    assert by_app(world, scene, NOTICES).status_code == 200
    line = decided("notify", app=app)
    assert line["outcome"] == "allowed"
    assert (line["person"], line["by"]) == (sun, sun)
    assert "mandate" not in line

    def refused():
        answer = by_app(world, scene, NOTICES)
        return answer if answer.status_code == 429 else None

    answer = until(refused)
    assert answer.json()["code"] == "too-many"
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert decided("notify", app=app, outcome="too-many")["person"] == sun


def test_an_app_that_is_refused_is_written_down(world, scene, decided):
    answer = by_app(world, scene, "/v1/accounts/me")
    assert (answer.status_code, answer.json()["code"]) == (403, "beyond-consent")
    line = decided("accounts", outcome="beyond-consent", person=scene.cast.people["sun"])
    assert line["app"] == f"butler-{scene.cast.people['shop']}"


def test_a_helper_is_named_beside_whom_he_acts_for(world, scene, decided):
    sun, daughter = scene.cast.people["sun"], scene.cast.people["daughter"]
    assert world.ask("GET", NOTICES, daughter, headers={"Linli-For": sun}).status == 200
    line = decided("notify", by=daughter)
    assert (line["person"], line["mandate"]) == (sun, scene.cast.known["mandate"])
    assert "app" not in line
