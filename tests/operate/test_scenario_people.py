"""People in stories: for whom they ask and why, what reaches their telephones, who lets them in."""

import pytest

from operate.home import Home
from operate.scenario.acts import proofs
from operate.scenario.proofs import SignIn
from operate.scenario.scene import Failed
from operate.scenario.story import Story
from operate.scenario.world import Answer
from operate.visit import Refused
from tests.operate.test_scenario_player import Told, played, story

MOTHER = {"mother": "resident", "daughter": {"role": "resident", "phone": False}}


class City(Told):
    """Keeps the headers of what was asked, and carries what it is given to telephones."""

    def __init__(self, home, answers=None, messages=()):
        super().__init__(home, answers)
        self.headers, self.carried, self.known, self.behaved = [], list(messages), {}, []

    def ask(self, method, path, by, body=None, headers=None):
        self.headers.append(headers or {})
        return super().ask(method, path, by, body, headers)

    def introduce(self, sub, name, phone=None):
        self.known[sub] = phone

    def messages(self, number):
        return [{"kind": "sms", "to": number, **one} for one in self.carried]

    def behave(self, gateway, how):
        self.behaved.append((gateway, how))


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path)
    home.write("city.json", {"city": "taiyuan"})
    return home


def test_somebody_asks_for_another_and_says_what_for(home):
    world = City(home)
    step = {"call": "GET /v1/a", "as": "daughter", "for": "mother", "purpose": "service"}
    assert played(story(step, people=MOTHER), world).passed
    wanted = {"Linli-For": "mother-00001", "Linli-Purpose": "service"}
    assert wanted in world.headers
    assert ("GET", "/v1/a", "daughter-00001") in world.asked


def test_a_phone_is_of_one_run_and_of_one_person(home):
    world = City(home)
    told = story({"call": "GET /v1/${phone.mother}"}, people=MOTHER)
    assert played(told, world).passed
    assert world.known == {"mother-00001": "+8617000001001", "daughter-00001": None}
    assert ("GET", "/v1/+8617000001001", None) in world.asked


def test_a_strong_role_takes_the_other_operator_too(home):
    path = "/v1/accounts/actors/jia-00001/memberships"
    world = City(home, {path: [Answer(202, {"id": "p1", "proposer": "founder"})]})
    assert played(story({"call": "GET /x"}, people={"jia": "auditor"}), world).passed
    assert ("POST", "/v1/accounts/proposals/p1/approvals", "second") in world.asked


def test_a_message_is_found_by_what_it_holds_and_its_code_kept(home):
    texts = [{"text": "工单 12", "template": "a"}, {"text": "验证码123456", "template": "b"}]
    steps = [
        {"sms": "mother", "answer": {"template": "b"}, "code": "seen", "times": 1},
        {"call": "GET /v1/${seen}"},
    ]
    world = City(home, messages=texts)
    assert played(story(*steps, people=MOTHER), world).passed
    assert ("GET", "/v1/123456", None) in world.asked


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ({"times": 0}, "1 such messages came, not 0"),
        ({"times": 2}, "1 such messages came, not 2"),
        ({"answer": {"template": "z"}}, "template is a, not z"),
        ({"channel": "voice"}, "nothing came"),
        ({"code": "seen"}, "there is no code in it"),
    ],
)
def test_a_message_that_is_missing_or_too_many_is_a_failure(home, wanted, reason):
    world = City(home, messages=[{"text": "工单 1234567", "template": "a"}])
    step = {"sms": "mother", "within": 0.1, **wanted}
    assert played(story(step, people=MOTHER), world).failure["reason"] == reason


def test_a_gateway_is_itself_again_when_the_story_is_over(home):
    world = City(home)
    told = story({"gateway": "sms-a", "delay": 30.0, "fail": 0.5}, people=MOTHER)
    assert told.alone
    assert played(told, world).passed
    assert world.behaved == [("sms-a", {"delay": 30.0, "fail": 0.5}), ("sms-a", {})]


def test_the_citys_own_clock_goes_on_alone(home):
    told = story({"advance": "1 minute", "where": "city"})
    assert told.alone
    assert played(told, City(home)).passed
    assert home.read("clock.json") == {"140100000000": 60.0}


def refusing():
    raise Refused("400 the code is wrong", 400)


@pytest.mark.parametrize(
    ("how", "prove", "reason"),
    [
        ({}, refusing, "was not let in"),
        ({"status": 400}, refusing, None),
        ({"refused": "code"}, refusing, None),
        ({"status": 403}, refusing, "was refused otherwise"),
        ({"refused": "card"}, refusing, "was refused otherwise"),
        ({"status": 400}, lambda: None, "was let in"),
        ({}, lambda: None, None),
    ],
)
def test_who_must_not_get_in_does_not(how, prove, reason):
    step = SignIn(sign_in="mother", **how)
    if reason is None:
        proofs._as_it_must(None, step, prove)
        return
    with pytest.raises(Failed, match=reason):
        proofs._as_it_must(None, step, prove)


@pytest.mark.parametrize(("found", "reason"), [("f0f0", None), ("mother-00001", "no stranger")])
def test_whom_a_lost_telephone_lets_in_is_nobody_of_the_story(home, monkeypatch, found, reason):
    kept, world = [], City(home)
    visit = type("Visit", (), {"token": lambda _, said: {"access_token": said}})
    monkeypatch.setattr(proofs, "Visit", lambda *_: visit())
    monkeypatch.setattr(proofs, "_subject", lambda token: token)
    monkeypatch.setitem(proofs.WAYS, "phone", lambda *_: found)
    monkeypatch.setattr(proofs.tokens, "keep", lambda *known: kept.append(known[2]))
    steps = [
        {"sign_in": "mother", "method": "phone", "stranger": "finder"},
        {"call": "GET /v1/${finder}", "as": "finder"},
    ]
    outcome = played(story(*steps, people=MOTHER), world)
    assert outcome.passed is (reason is None)
    assert (("GET", "/v1/f0f0", "f0f0") in world.asked) is (reason is None)
    assert kept == ([] if reason else ["f0f0"])


def test_an_app_is_somebody_who_asks(home, monkeypatch):
    """Its token is kept under a name of its own in each run."""
    said, world = {}, City(home)

    class Visiting:
        def __init__(self, issuer, client, back, scope):
            said["asked"] = client, back, scope

        __enter__ = lambda self: self  # noqa: E731
        __exit__ = lambda self, *_: None  # noqa: E731

        def prove(self, method, **fields):
            said[method] = fields
            return type("Page", (), {"status_code": 200})

        def token(self, answer):
            return {"access_token": "t", "expires_in": 900}

    monkeypatch.setattr(proofs, "Visit", Visiting)
    monkeypatch.setattr(proofs.tokens, "invite", lambda _home, _city, who: f"for {who}")
    monkeypatch.setattr(proofs.tokens, "keep", lambda *known: said.update(kept=known[2]))
    steps = [
        {"app": "helper", "as": "mother", "client": "c1", "back": "https://b.example/",
         "scopes": ["profile", "notices"], "allows": ["notices"]},
        {"call": "GET /v1/a", "as": "helper"},
    ]  # fmt: skip
    assert played(story(*steps, people=MOTHER), world).passed
    assert said["asked"] == ("c1", "https://b.example/", "openid profile notices")
    assert said["invitation"] == {"invitation": "for mother-00001"}
    assert said["consent"] == {"scope": ["notices"], "decision": "allow"}
    assert ("GET", "/v1/a", said["kept"]) in world.asked


def test_a_story_of_people_without_a_role_reads():
    told = {"title": {"zh": "一", "en": "one"}, "people": {"new": {"role": None, "phone": True}}}
    assert Story.model_validate(told | {"steps": [{"sign_in": "new", "method": "phone"}]})
