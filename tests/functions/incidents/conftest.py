"""A community with its duty written, and the few things outside that incidents touch."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest

from linli.rows import from_yaml
from tests import outside
from tests.functions import people

CONTEXT = SimpleNamespace(
    function_name="f", memory_limit_in_mb=1, invoked_function_arn="a", aws_request_id="r"
)
PLACE = "140105001001"
GRID = PLACE + "001"
ALWAYS = {"weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "until": "00:00"}
HAZARD = {
    "community": PLACE,
    "asset_id": "MH-001",
    "hazard_id": "0f" * 13,
    "kind": "manhole",
    "grid": GRID,
    "measure": "tilt_degrees",
    "value": 17.0,
    "raises": "incident",
    "priority": "P1",
    "category": "A4.3",
    "limit_id": "MH1-tilt",
    "article": "local",
}


class States:
    """Executions and tokens, as Step Functions would keep them."""

    def __init__(self):
        self.started, self.issued, self.answered, self.alive = [], [], [], set()

    def issue(self):
        self.alive.add(token := f"token-{len(self.issued)}")
        self.issued.append(token)
        return token

    def start(self, machine, noun):
        name = f"{noun.id}-{noun.generation}"
        if name not in self.started:
            self.started.append(name)

    def resume(self, token, answer):
        if token not in self.alive:
            return False
        self.alive.remove(token)
        self.answered.append((token, answer["stage"]))
        return True

    def runs(self, machine, noun):
        return False


@pytest.fixture(autouse=True)
def states(monkeypatch):
    return outside.machines(monkeypatch, States())


@pytest.fixture(autouse=True)
def accounts(monkeypatch):
    """accounts: what the feature of that name answers, by question; and what it was asked."""
    from linli import staff

    staff._known.clear()
    told = SimpleNamespace(staff={}, contacts=[], community=None, asked=[], fails=False)

    def ask(feature, question, **given):
        assert feature == "accounts"
        told.asked.append((question, given))
        if told.fails:
            raise RuntimeError("accounts failed to answer")
        return getattr(told, question)

    monkeypatch.setattr(staff, "ask", ask)
    return told


@pytest.fixture
def asks(told):
    """asks("li") -> the notices by which notify was asked to tell that person something."""

    def asked(person):
        events = [detail for name, detail in told() if name == "NoticeAsked"]
        return [one for one in events if one["person"] == person]

    return asked


@pytest.fixture
def answered(hear):
    """answered("NoticeRead", ask, …): what notify makes known of a notice that was asked for."""

    def tell(name, ask, **detail):
        about = {key: ask[key] for key in ("notice_id", "person", "template", "about", "asked_by")}
        more = {"why": "unread"} if name == "NoticeUnheard" else {"channel": "sms"}
        return hear.told(name, **({"community": PLACE} | about | more | detail))

    return tell


@pytest.fixture
def duty(row):
    """li walks the grid, wang stands behind him, zhao behind both; ops is told if all fail."""
    from functions.incidents.duty import store
    from functions.incidents.duty.model import Chain, Roster

    for place, post, person in (
        (GRID, "grid_worker", "li"),
        (PLACE, "grid_leader", "wang"),
        (PLACE, "duty_officer", "zhao"),
    ):
        shifts = [{"person": person, **ALWAYS}]
        store.put(Roster.model_validate({"place": place, "post": post, "shifts": shifts}), 0)
    levels = [{"post": "grid_worker", "place": "grid"}, {"post": "grid_leader"}]
    chain = {"levels": [*levels, {"post": "duty_officer"}], "operator": "ops"}
    store.put(Chain.model_validate({"community": PLACE, **chain}), 0)


@pytest.fixture
def hear(row):
    """hear("HazardFound", value=…): the event arrives in the feature's queue."""
    from functions.incidents import reactions

    count = iter(range(1, 1_000))

    def told(name, *, version=None, at=None, failed=0, **detail):
        number = next(count)
        at = at or datetime.now(UTC) + timedelta(milliseconds=number)
        about = {"at": at.isoformat(), "version": version or number, **detail}
        body = json.dumps({"detail-type": name, "detail": about})
        record = {"messageId": f"m{number}", "body": body}
        answer = reactions.handler({"Records": [record]}, CONTEXT)
        assert len(answer["batchItemFailures"]) == failed
        return record

    def hazard(name, **detail):
        return told(name, **(HAZARD | detail))

    hazard.told, hazard.now = told, datetime.now(UTC) + timedelta(minutes=1)
    return hazard


class Machine:
    """Plays handling.asl.yaml until the incident waits for somebody."""

    def __init__(self, states):
        from functions.incidents import steps

        asl = from_yaml(Path("functions/incidents/handling.asl.yaml"))
        self.resume, self.states, self.handler = asl["States"]["Resume"], states, steps.handler

    def __call__(self, incident, stage, generation=1):
        while (state := self.next_state(stage)) != "Done":
            before, known = stage, {"id": incident, "generation": generation}
            if state == "Wait":
                known |= {"stage": stage, "token": self.states.issue()}
            stage = self.step(state.lower(), **known)["stage"]
            if before == stage:
                break
        return stage

    def step(self, name, **known):
        return self.handler({"step": name, "with": known}, CONTEXT)

    def next_state(self, stage):
        for choice in self.resume["Choices"]:
            if f"'{stage}'" in choice["Condition"]:
                return choice["Next"]
        return self.resume["Default"]


@pytest.fixture
def machine(row, states):
    return Machine(states)


@pytest.fixture
def sweep(row):
    from functions.incidents import sweeper

    return lambda: sweeper.handler({}, CONTEXT)


class Person:
    """Somebody signed in, who asks the feature for things."""

    def __init__(self, call, sub):
        from functions.incidents import api

        self.sub, self.call, self.api = sub, call, api

    def get(self, path="", purpose=None, **query):
        path = f"/v1/incidents{path}"
        asked = {"sub": self.sub, "query": query} | ({"Linli_Purpose": purpose} if purpose else {})
        return self.call(self.api.handler, "GET", path, **asked)

    def post(self, path, body=None, key=None):
        path, key = f"/v1/incidents/{path}".removesuffix("/"), key or uuid4().hex
        asked = {"sub": self.sub, "Idempotency_Key": key}
        return self.call(self.api.handler, "POST", path, body, **asked)

    def put(self, path, body, version):
        path = f"/v1/incidents/{path}"
        return self.call(self.api.handler, "PUT", path, body, sub=self.sub, If_Match=version)


PEOPLE = {
    "li": ("grid_worker", PLACE),
    "wang": ("grid_worker", PLACE),
    "zhao": ("community_worker", PLACE),
    "sun": ("property_manager", PLACE),
    "ops": ("city_operator", "140100000000"),
    "far": ("grid_worker", "140105001002"),
    "gao": ("resident", PLACE),
    "guan": ("official", "140105001000"),  # of the street office
}


@pytest.fixture
def person(call, member):
    """Somebody of PEOPLE, or one whom nobody knows."""
    return people.known(PEOPLE, partial(Person, call), member)


@pytest.fixture
def photo(person, upload):
    """photo("li", incident) -> id of evidence that was offered, sent and confirmed."""

    def take(sub, incident, color="red"):
        offer = {"content_type": "image/png", "note": "cover is back"}
        return people.photograph(person(sub), f"{incident}/evidence", offer, upload, color)

    return take


@pytest.fixture
def incident():
    """An incident just raised, changed as the test needs it."""
    from events.facilities import HazardFound
    from functions.incidents.handling import sensing

    def make(**changes):
        found = HazardFound(at=datetime(2026, 6, 1, 12, tzinfo=UTC), **HAZARD)
        one = sensing.raise_for(found, found.at)
        return one.model_copy(update=changes)

    return make


class Stopped:
    """A clock that a test moves; it ticks a millisecond each time it is read."""

    def __init__(self):
        self.at = datetime.now(UTC)

    def forward(self, seconds):
        self.at += timedelta(seconds=seconds)

    def set(self, at):
        self.at = at

    def now(self, zone):
        self.forward(0.001)
        return self.at.astimezone(zone)


@pytest.fixture
def clock(monkeypatch):
    """Moves the real time by which facts get their place in the feed."""
    from functions.incidents import store
    from linli import feed

    moved = Stopped()
    frozen = type("Moved", (datetime,), {"now": staticmethod(moved.now)})
    for module in (feed, store):
        monkeypatch.setattr(module, "datetime", frozen)
    return moved
