"""People who report, repair and verify, and their photographs."""

from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest

from tests.conftest import CONTEXT
from tests.functions import people

HERE, THERE = "140105001001", "140105001002"
GRID = f"{HERE}003"
POINT = {"lat": 37.79, "lon": 112.55}


class Person:
    """Somebody signed in, who asks the feature for things."""

    def __init__(self, call, sub):
        from functions.facilities import api

        self.sub, self.call, self.api = sub, call, api

    def get(self, path, **query):
        path, purpose = f"/v1/facilities/{path}", query.pop("purpose", None)
        more = {"Linli_Purpose": purpose} if purpose else {}
        query = {name: str(value) for name, value in query.items()}
        return self.call(self.api.handler, "GET", path, sub=self.sub, query=query, **more)

    def post(self, path, body=None, key=None):
        asked = {"sub": self.sub, "Idempotency_Key": key or uuid4().hex}
        return self.call(self.api.handler, "POST", f"/v1/facilities/{path}", body, **asked)

    def put(self, path, body, version):
        asked = {"sub": self.sub, "If_Match": version}
        return self.call(self.api.handler, "PUT", f"/v1/facilities/{path}", body, **asked)


PEOPLE = {
    "gao": ("resident", HERE),
    "bai": ("resident", HERE),
    "wang": ("grid_worker", HERE),
    "liu": ("grid_worker", HERE),
    "li": ("community_worker", HERE),
    "chen": ("property_manager", HERE),
    "xue": ("official", "140105000000"),
    "far": ("community_worker", THERE),
    "kong": ("resident", THERE),
}


@pytest.fixture
def person(call, member):
    return people.known(PEOPLE, partial(Person, call), member)


@pytest.fixture
def photo(person, upload):
    """photo("gao") -> id of a photograph that was offered, sent and confirmed."""

    def take(sub, color="red"):
        offer = {"community": HERE, "content_type": "image/png"}
        return people.photograph(person(sub), "photos", offer, upload, color)

    return take


@pytest.fixture
def report(person):
    """report("gao", category=…) -> the answer."""

    def send(sub="gao", *, key=None, status=201, **changes):
        said = {"community": HERE, "category": "hydrant", "words": "消火栓漏水", **changes}
        said.setdefault("where", {"point": POINT})
        answer = person(sub).post("reports", said, key=key)
        assert answer[0] == status, answer
        return answer[1]

    return send


@pytest.fixture
def work(person, photo):
    """work(hazard, "assign", "repair", …) -> the last fact."""

    def assign(hazard):
        return person("chen").post(
            f"hazards/{hazard}/assignments", {"assignee": "wang", "stopped": True}
        )

    def repair(hazard):
        body = {"note": "已更换阀门", "photos": [photo("wang")], "cost": 12_000}
        return person("wang").post(f"hazards/{hazard}/repairs", body)

    def verify(hazard):
        return person("liu").post(f"hazards/{hazard}/verifications", {"note": "不漏了"})

    def close(hazard):
        return person("li").post(f"hazards/{hazard}/closures", {"note": "归档"})

    person("wang")
    known = {"assign": assign, "repair": repair, "verify": verify, "close": close}

    def do(hazard, *acts):
        for act in acts:
            status, fact = known[act](hazard)
            assert status == 201, (act, fact)
        return fact

    return do


@pytest.fixture
def sense(hear):
    """sense("HazardFound", …): what a sensor says, as the bus brings it."""
    numbers = iter(range(1, 1000))

    def say(name, **detail):
        at = datetime.now(UTC) + timedelta(milliseconds=next(numbers))
        known = {
            "community": HERE,
            "asset_id": "HY-001",
            "hazard_id": "0f" * 13,
            "kind": "hydrant",
            "grid": GRID,
            "measure": "pressure_mpa",
            "value": 0.09,
            "raises": "hazard",
            "priority": "P3",
            "category": "A4.8",
            "limit_id": "HY1-pressure",
            "article": "x",
            "version": next(numbers),
            "at": at.isoformat(),
            **detail,
        }
        answer = hear((name, known))
        assert answer["batchItemFailures"] == [], name
        return known["hazard_id"]

    return say


@pytest.fixture
def incident(hear):
    """incident("IncidentHandled", hazard, handler=…): what incidents says of its incident."""

    def say(name, hazard_id, **detail):
        known = {
            "community": HERE,
            "at": datetime.now(UTC).isoformat(),
            "incident_id": "1c" * 13,
            "subject": "x",
            "hazard_id": hazard_id,
            **detail,
        }
        if name in ("IncidentClosed", "HazardReleased"):
            known |= {"measure": "report", "hazard_at": known["at"]}
        assert hear((name, known))["batchItemFailures"] == []

    return say


@pytest.fixture
def sweep(row, monkeypatch):
    """The sweeper; accounts says that chen manages the place."""
    from functions.facilities import sweeper
    from functions.facilities.ledger import acts

    def holders(feature, question, place, role):
        assert (feature, question) == ("accounts", "holders")
        return ["chen"] if role == "property_manager" else []

    monkeypatch.setattr(acts, "ask", holders)

    def swept(*, failed=0):
        answer = sweeper.handler({}, CONTEXT)
        assert answer["failed"] == failed, answer
        return answer

    return swept


@pytest.fixture
def said(told):
    """said("HazardJoined") -> the details of all such events."""

    def of(name):
        return [detail for one, detail in told() if one == name]

    return of
