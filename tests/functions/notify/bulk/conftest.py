"""A community of people with telephones, one gateway, and somebody who may warn all of them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest

from linli.rows import from_yaml
from linli.wall import CHINA
from tests import outside

CONTEXT = SimpleNamespace(
    function_name="f", memory_limit_in_mb=1, invoked_function_arn="a", aws_request_id="r"
)
PLACE = "140105001001"
TEXTS = {"zh": "今晚停水", "en": "No water tonight"}
ASKED = {"place": PLACE, "texts": TEXTS, "channel": "sms", "urgency": "P1", "expires_in": 60}


class States:
    """Executions and tokens, as Step Functions would keep them."""

    def __init__(self):
        self.started, self.tokens, self.answers = [], [], {}

    def start(self, machine, noun):
        name = f"{noun.id}-{noun.generation}"
        if name not in [known for known, _ in self.started]:
            self.started.append((name, {**noun.model_dump(include={"id", "generation", "stage"})}))

    def resume(self, token, answer):
        if token not in self.tokens or token in self.answers:
            return False
        self.answers[token] = answer
        return True

    def runs(self, machine, noun):
        return False


@pytest.fixture(autouse=True)
def states(monkeypatch):
    return outside.machines(monkeypatch, States())


class Register:
    """What accounts would answer: people in order, some of whom have no telephone."""

    def __init__(self):
        self.people = {}

    def add(self, count, *, phone=True, language="zh"):
        for _ in range(count):
            number = len(self.people)
            name = f"p{number:05}"
            known = f"+8617{number:09}" if phone else None
            self.people[name] = {"person": name, "phone": known, "language": language}
        return self

    def people_of(self, place, role=None, after="", limit=100):
        assert place == PLACE
        names = [name for name in sorted(self.people) if name > after]
        page = names[:limit]
        following = page[-1] if len(names) > limit else None
        return {"people": [self.people[name] for name in page], "next": following}


@pytest.fixture
def register():
    return Register()


@pytest.fixture(autouse=True)
def _asking(monkeypatch, register):
    """`ask` reaches the register, and notify's own answers through their handler."""
    from functions.notify import answers
    from functions.notify.bulk import sending as bulk_sending
    from linli.errors import Refused

    def ask(feature, question, **given):
        if feature == "accounts":
            return register.people_of(**given)
        payload = {"asking": "notify", "question": question, "with": json.loads(json.dumps(given))}
        said = answers.handler(payload, CONTEXT)
        if refusal := said.get("refused"):
            raise Refused(refusal["code"], refusal["status"])
        return said["answer"]

    monkeypatch.setattr(bulk_sending, "ask", ask)


class Gateway:
    """Takes all but those of `refuses`; `down` takes nothing. The same id is the same sending."""

    def __init__(self):
        self.got, self.by, self.down, self.refuses = {}, [], False, set()

    def send(self, gateway, sending):
        from functions.notify.gateways.client import Untaken
        from functions.notify.gateways.protocol import Taken

        self.by.append(gateway.name)
        if self.down:
            raise Untaken("unreachable")
        kept = self.got.setdefault(sending.id, sending)
        refused = [n for n, phone in enumerate(kept.to) if phone in self.refuses]
        return Taken(
            accepted=[n for n in range(len(kept.to)) if n not in refused],
            refused=[{"index": n, "code": "bad-number"} for n in refused],
        )

    @property
    def calls(self):
        return len(self.by)

    @property
    def phones(self):
        return [phone for sending in self.got.values() for phone in sending.to]


@pytest.fixture
def know(monkeypatch):
    """know("sms-a"): these carry the city's messages."""
    from functions.notify.gateways import supply
    from linli import city

    known = city.FILE

    def carriers(*names):
        path = known.with_name("bulk.json")
        some = [{"name": one, "url": "http://127.0.0.1:1", "per_second": 50} for one in names]
        settings = json.loads(known.read_text()) | {"gateways": {"sms": some}}
        path.write_text(json.dumps(settings))
        monkeypatch.setattr(city, "FILE", path)
        city.city.cache_clear()
        supply.forget()

    yield carriers
    monkeypatch.undo()
    city.city.cache_clear()


@pytest.fixture
def gateway(monkeypatch, know):
    from functions.notify.gateways import client

    know("sms-a")
    fake = Gateway()
    monkeypatch.setattr(client, "send", fake.send)
    return fake


@pytest.fixture
def two(know):
    """Two gateways; both behave as the one does."""
    know("sms-a", "sms-b")


class Person:
    def __init__(self, call, sub):
        from functions.notify import api

        self.sub, self.call, self.api = sub, call, api

    def get(self, path="bulks", **query):
        path = f"/v1/notify/{path}"
        return self.call(self.api.handler, "GET", path, sub=self.sub, query=query)

    def post(self, path, body=None, key=None):
        asked = {"sub": self.sub, "Idempotency_Key": key or uuid4().hex}
        return self.call(self.api.handler, "POST", f"/v1/notify/{path}", body, **asked)


@pytest.fixture
def zhao(call, member):
    """Of the community's staff."""
    return Person(call, member("zhao", "community_worker", PLACE))


@pytest.fixture
def wu(call, member):
    """Another of them, who starts what zhao drafted."""
    return Person(call, member("wu", "community_worker", PLACE))


@pytest.fixture
def resident(call, member):
    return Person(call, member("gao", "resident", PLACE))


class Machine:
    """Plays bulk.asl.yaml, one task after the other, until it waits or has nothing more to do.

    `rests` are the seconds it would have rested; `history` counts events as AWS would.
    """

    def __init__(self, states):
        from functions.notify import steps

        self.asl = from_yaml(Path("functions/notify/bulk.asl.yaml"))["States"]
        self.states, self.handler = states, steps.handler
        self.rests, self.history, self.place = [], {}, {}

    def __call__(self, bulk, most=1_000):
        """Goes on with the newest execution of the bulk; says where it stopped."""
        for _ in range(most):
            name, known = [one for one in self.states.started if one[1]["id"] == bulk][-1]
            state = self.place.setdefault(name, dict(known))
            if token := state.pop("token", None):
                if token not in self.states.answers:
                    state["token"] = token
                    return "waiting"
                state.update(self.states.answers[token])
            what = self._next(state["stage"])
            self.history[name] = self.history.get(name, 0) + 9
            if what == "Done":
                if [one for one in self.states.started if one[1]["id"] == bulk][-1][0] == name:
                    return state["stage"]
                continue
            self._task(what, state)
        return state["stage"]

    def _task(self, what, state):
        known = {"id": state["id"], "generation": state["generation"]}
        if what == "Wait":
            token = f"token-{len(self.states.tokens)}"
            self.states.tokens.append(token)
            state["token"] = token
            known |= {"stage": state["stage"], "token": token}
        answer = self.handler({"step": what.lower(), "with": known}, CONTEXT)
        if what != "Wait":
            state.update(answer)
            if self.asl[what]["Next"] == "Rest":
                self.rests.append(state["seconds"])

    def _next(self, stage):
        for choice in self.asl["Resume"]["Choices"]:
            if f"'{stage}'" in choice["Condition"]:
                return choice["Next"]
        return self.asl["Resume"]["Default"]


@pytest.fixture
def machine(row, states):
    return Machine(states)


@pytest.fixture
def drafted(zhao):
    """drafted(urgency=…) -> the draft."""

    def draft(**changes):
        status, bulk = zhao.post("bulks", ASKED | changes)
        assert status == 201, bulk
        return bulk

    return draft


@pytest.fixture
def started(wu, drafted):
    """started(…) -> the id of a bulk that counts its people."""

    def start(**changes):
        bulk = drafted(**changes)
        status, _ = wu.post(f"bulks/{bulk['id']}/resumptions")
        assert status == 201
        return bulk["id"]

    return start


@pytest.fixture
def report(gateway):
    """report(id, "delivered", *indices): the gateway reports; -> how many it cannot mean."""
    from functions.notify.gateways import reports as gateways_reports
    from functions.notify.gateways.protocol import Report

    def tell(sending, state, *indices, by="sms-a"):
        at = datetime.now(UTC)
        told = [Report(id=sending, index=index, state=state, at=at) for index in indices]
        return gateways_reports.take(by, told)

    return tell


@pytest.fixture
def counts(zhao):
    """counts(id) -> the counts that are not nothing."""

    def show(bulk):
        status, shown = zhao.get(f"bulks/{bulk}")
        assert status == 200, shown
        held = shown["counts"]
        assert held["accepted"] == sum(
            held[end] for end in ("delivered", "failed", "expired", "in_flight")
        )
        others = ("refused", "unreachable", "skipped", "unsent")
        assert held["recipients"] == held["accepted"] + sum(held[name] for name in others)
        return {name: times for name, times in held.items() if times}

    return show


@pytest.fixture
def sweep(row):
    from functions.notify import sweeper

    return lambda: sweeper.handler({}, CONTEXT)


@pytest.fixture
def night(advance):
    """night(): 23:00 by the clock on the wall; night(-2): 21:00, and so on."""
    from linli import clock

    begin = datetime.now(CHINA).replace(hour=23, minute=0, second=0) + timedelta(days=1)

    def at(hours=0.0):
        wanted = begin + timedelta(hours=hours) - clock.now(PLACE)
        advance(PLACE, wanted.total_seconds())

    return at
