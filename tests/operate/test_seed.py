"""Seeding writes what is missing and leaves what people have made since."""

import json
from types import SimpleNamespace

import httpx
import pytest

from infra import settings
from operate import city_api, seed
from operate.failure import Failure

CITY = settings.load("taiyuan")


class City:
    """The routes that seeding uses, over a dictionary."""

    def __init__(self):
        self.kept, self.written = {}, []

    def __call__(self, request):
        path, by = request.url.path, request.headers["Authorization"].removeprefix("Bearer ")
        if request.method != "GET":
            return self.write(path, by, json.loads(request.content))
        if path.endswith("/communities"):
            return self.page(request.url.params.get("after", ""))
        if path.endswith("/me"):
            held = [v for k, v in self.kept.items() if k[:2] == ("memberships", by)]
            return httpx.Response(200, json={"id": by, "memberships": held})
        known = self.kept.get(path)
        return httpx.Response(200, json=known) if known else httpx.Response(404, json={})

    def page(self, after):
        """One item a page."""
        codes = sorted(v["code"] for k, v in self.kept.items() if k[0] == "communities")
        rest = [code for code in codes if code > after]
        items, more = [{"code": code} for code in rest[:1]], rest[1:]
        return httpx.Response(200, json={"items": items, "next": rest[0] if more else None})

    def write(self, path, by, body):
        self.written.append(path)
        key = path if "incidents" in path else f"{path}/{body.get('id')}"
        if path.endswith("/communities"):
            key = ("communities", body["code"])
        if path.endswith("/memberships"):
            person = path.split("/")[4]
            if by == person:
                return httpx.Response(403, json={"code": "not-to-oneself"})
            key = ("memberships", person, body["role"], body["place"])
        self.kept[key] = body
        return httpx.Response(201, json=body)


@pytest.fixture
def city(monkeypatch):
    monkeypatch.setattr(city_api.sign_in, "token", lambda _home, _city, person: person)
    return City()


@pytest.fixture
def api(city):
    made = city_api.Api(SimpleNamespace(endpoints=lambda: {"api": "http://city"}), CITY)
    made.http = httpx.Client(base_url="http://city", transport=httpx.MockTransport(city))
    return made


def load(api):
    parts = (seed.communities, seed.memberships, seed.duties, seed.assets, seed.stations)
    return sum(part(api) for part in parts)


def test_a_second_run_changes_nothing(api, city):
    made = load(api)
    assert made == len(city.written)
    assert made == (
        len(CITY.communities)
        + sum(len(person.memberships) for person in CITY.people)
        + len(CITY.seed.grids + CITY.seed.rosters + CITY.seed.chains)
        + len(CITY.seed.assets + CITY.seed.stations)
    )
    assert load(api) == 0
    assert len(city.written) == made


def test_what_people_changed_stays(api, city):
    load(api)
    path = f"/v1/incidents/chains/{CITY.communities[0].code}"
    city.kept[path] = {"levels": []}
    load(api)
    assert city.kept[path] == {"levels": []}


def test_a_refusal_says_what_was_asked(api):
    with pytest.raises(Failure, match="POST /v1/accounts/actors/x/memberships: 403"):
        api.post("/v1/accounts/actors/x/memberships", {"role": "r", "place": "p"}, by="x")


def test_phones_are_given_to_whoever_may_be_told():
    told = seed._told(CITY)
    community = CITY.communities[0].code
    assert (community, "wang-lei") in told
    assert (community, "sun-mei") not in told
    assert {person for _, person in told} <= {person.id for person in CITY.people}
