"""Stories played in a world that only answers as it is told."""

import io
import itertools

import pytest
from rich.console import Console

from infra import settings
from operate.home import Home
from operate.scenario import run as runs
from operate.scenario.player import play
from operate.scenario.story import Story
from operate.scenario.tell import Teller
from operate.scenario.world import Answer, World


class Told(World):
    """A city that answers each path with what is next in its list, and the last one for ever."""

    def __init__(self, home, answers=None):
        known = {"name": "nowhere", "operators": ("founder", "second")}
        city = settings.load("taiyuan").model_copy(update=known)
        super().__init__(home, city, "http://nowhere")
        self.answers = {path: iter(said) for path, said in (answers or {}).items()}
        self.last, self.asked = {}, []

    def ask(self, method, path, by, body=None, headers=None):
        self.asked.append((method, path, by))
        if path in self.answers:
            self.last[path] = next(self.answers[path], self.last.get(path))
            return self.last[path]
        return Answer(200, {})

    def be_ready(self):
        pass

    def introduce(self, sub, name, phone=None):
        pass


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path)
    home.write("city.json", {"city": "taiyuan"})
    return home


def story(*steps, **more):
    told = {"title": {"zh": "一", "en": "one"}, "people": {"wang": "grid_worker"}}
    return Story.model_validate(told | more | {"steps": list(steps)})


def played(told, world):
    return play(told, world, Teller(Console(quiet=True), several=False))


def test_what_one_step_captures_another_uses(home):
    world = Told(home, {"/v1/a": [Answer(200, {"items": [{"id": "i7"}]})]})
    outcome = played(
        story(
            {"call": "GET /v1/a", "as": "wang", "capture": {"incident": "items[0].id"}},
            {"call": "POST /v1/a/${incident}/b", "as": "wang"},
        ),
        world,
    )
    assert outcome.passed
    assert ("POST", "/v1/a/i7/b", "wang-00001") in world.asked


def test_an_expectation_is_asked_until_it_holds(home):
    answers = [Answer(404, None), Answer(200, {"stage": "open"}), Answer(200, {"stage": "closed"})]
    world = Told(home, {"/v1/a": answers})
    step = {"expect": "GET /v1/a", "answer": {"stage": "closed"}}
    assert played(story(step), world).passed
    assert sum(path == "/v1/a" for _, path, _ in world.asked) == 3


def test_a_failure_shows_what_was_wanted_and_answered_and_how_long_it_took(home):
    world = Told(home, {"/v1/a": [Answer(200, {"stage": "open"})]})
    step = {"id": "end", "expect": "GET /v1/a", "answer": {"stage": "closed"}, "within": 0.2}
    failure = played(story(step), world).failure
    assert failure["id"] == "end"
    assert failure["reason"] == "stage is open, not closed"
    assert failure["wanted"] == {"stage": "closed"}
    assert failure["last"] == {"status": 200, "body": {"stage": "open"}}
    assert failure["waited"] >= 0.2


def test_a_status_that_nobody_allowed_is_a_failure(home):
    world = Told(home, {"/v1/a": [Answer(409, {"code": "already-late"})]})
    assert not played(story({"call": "GET /v1/a"}), world).passed
    world = Told(home, {"/v1/a": [Answer(409, {"code": "already-late"})]})
    right = {"call": "GET /v1/a", "status": 409, "answer": {"code": "already-late"}}
    assert played(story(right), world).passed


def test_the_clock_of_one_community_goes_on_and_is_forgotten_at_the_end(home):
    seen = []

    class Watching(Told):
        def ask(self, method, path, by, body=None, headers=None):
            seen.append(home.read("clock.json"))
            return super().ask(method, path, by, body, headers)

    assert played(story({"advance": "20 minutes"}, {"call": "GET /v1/a"}), Watching(home)).passed
    assert {"140105599001": 1200.0} in seen
    assert home.read("clock.json") == {}


def test_the_community_is_closed_even_when_the_story_fails(home):
    world = Told(home, {"/v1/a": [Answer(500, None)]})
    assert not played(story({"call": "GET /v1/a"}), world).passed
    assert ("POST", "/v1/accounts/communities/140105599001/closures", "founder") in world.asked


def test_steps_together_are_all_taken_and_one_failure_is_the_storys(home):
    world = Told(home, {"/v1/b": [Answer(409, None)]})
    both = [{"call": "GET /v1/a"}, {"call": "GET /v1/b", "id": "second"}]
    outcome = played(story({"together": both}), world)
    assert not outcome.passed
    assert {path for _, path, _ in world.asked} >= {"/v1/a", "/v1/b"}


def test_no_two_runs_have_the_same_community(home):
    world = Told(home)
    outcomes = runs.run([story({"call": "GET /x"}) for _ in range(8)], world, _quiet())
    assert all(outcome.passed for outcome in outcomes)
    opened = [path for method, path, _ in world.asked if path.endswith("/closures")]
    assert len(set(opened)) == 8


def test_one_that_restarts_the_engine_runs_alone_and_last(home):
    order = itertools.count()
    at = {}

    class Restarting(Told):
        def restart(self):
            at["restart"] = next(order)

        def ask(self, method, path, by, body=None, headers=None):
            if path == "/x":
                at["other"] = next(order)
            return super().ask(method, path, by, body, headers)

    alone = story({"restart": "engine"})
    runs.run([alone, story({"call": "GET /x"})], Restarting(home), _quiet())
    assert at["other"] < at["restart"]


@pytest.fixture
def disturbed(home):
    """Answers each story wrongly the first time, and so for ever if it says `broken`."""

    class Disturbed(Told):
        def ask(self, method, path, by, body=None, headers=None):
            again = any(known == path for _, known, _ in self.asked)
            wrong = path.startswith("/broken") or (path.startswith("/x") and not again)
            answer = super().ask(method, path, by, body, headers)
            return Answer(500, None) if wrong else answer

    return Disturbed(home)


def told_and_played(world, *stories):
    console = Console(record=True, file=io.StringIO(), width=200)
    tell = Teller(console, several=True)
    outcomes = runs.once_more(stories, runs.run(stories, world, _quiet()), world, tell)
    return [outcome.passed for outcome in outcomes], console.export_text()


def test_a_story_that_was_only_disturbed_passes_at_its_second_playing_and_says_so(disturbed):
    passed, said = told_and_played(
        disturbed, story({"id": "there", "call": "GET /x"}), story({"call": "GET /fine"})
    )
    assert passed == [True, True]
    assert "passed at its second playing; at its first it failed at there" in said
    assert "the status is 500" in said
    assert sum(path == "/fine" for _, path, _ in disturbed.asked) == 1


def test_a_story_that_fails_twice_has_failed(disturbed):
    passed, said = told_and_played(disturbed, story({"call": "GET /broken"}))
    assert passed == [False]
    assert "second playing" not in said


def test_where_many_fail_none_is_played_again(disturbed):
    many = [story({"call": f"GET /x/{n}"}) for n in range(runs.FEW + 1)]
    passed, _ = told_and_played(disturbed, *many)
    assert passed == [False] * len(many)


def _quiet():
    return Teller(Console(quiet=True), several=True)


def test_assets_alike_publish_by_one_name_and_each_by_its_own(home, monkeypatch):
    from operate import devices

    monkeypatch.setattr(devices, "provision", lambda *_: None)
    said, registered = [], []

    class Fleet(Told):
        def fleet(self, method, path, body=None):
            said.append(path)

        def ask(self, method, path, by, body=None, headers=None):
            if path == "/v1/facilities/assets":
                registered.append((body["id"], body["kind"], body["building"]))
            return super().ask(method, path, by, body, headers)

    points = {"point": {"kind": "fire_detector", "count": 3, "building": "7"}}
    told = story(
        {"publish": "point", "measures": {"fire": 1}},
        {"publish": "point_2", "measures": {"fire": 0}},
        assets=points,
    )
    assert played(told, Fleet(home)).passed
    ids = [f"FD-point-{number}-00001" for number in (1, 2, 3)]
    assert registered == [(one, "fire_detector", "7") for one in ids]
    heard = [path.split("/")[2] for path in said if path.endswith("/publish")]
    assert sorted(heard[:3]) == ids
    assert heard[3:] == ids[1:2]
