"""Guard, decision and problems, through one small feature made for the purpose."""

from typing import Literal

import pytest

CEDAR = """
permit(principal in Role::"grid_worker", action in [Action::"show"], resource)
  when { resource in principal.place };
permit(principal in Role::"city_operator", action, resource)
  when { resource in principal.place };
forbid(principal, action == Action::"verify", resource)
  when { resource has handler && resource.handler == principal.person };
"""
HERE, THERE = "140105001001", "140105001002"


@pytest.fixture
def api(monkeypatch, tmp_path):
    from linli import policy, texts
    from linli.api import Api

    (tmp_path / "policies.cedar").write_text(CEDAR)
    monkeypatch.setattr(policy, "files", lambda _: tmp_path)
    monkeypatch.setattr(texts, "_of", lambda _: {})
    return Api("functions.facilities")


@pytest.fixture
def lamps(api):
    """Routes of a noun that may have a grid, and of a body in which people name things."""
    from linli.auth import CallerNow
    from linli.model import Fact, Noun

    class Lamp(Noun):
        community: str
        grid: str | None

    class Counts(Fact):
        named: dict[str, int]
        of: dict[Literal["n"], int] = {}

    @api.get("/v1/t/lamps", action="show")
    def lamp(caller: CallerNow, grid: str = "") -> dict[str, str]:
        caller.must(Lamp(community=HERE, grid=grid or None))
        return {}

    @api.post("/v1/t/counts", action="make", status_code=201)
    def count(body: Counts, caller: CallerNow) -> dict[str, int]:
        caller.must(HERE)
        return body.named


@pytest.fixture
def handler(api, lamps):
    from linli.api import IdempotencyKey, IfMatch, serve
    from linli.auth import CallerNow
    from linli.model import Fact

    class Body(Fact):
        n: int

    @api.get("/v1/t/things/<thing>", action="show")
    def show(thing: str, caller: CallerNow) -> dict[str, str]:
        caller.must(thing)
        return {"thing": thing}

    @api.post("/v1/t/things", action="make", status_code=201)
    def make(body: Body, caller: CallerNow, key: IdempotencyKey) -> dict[str, str]:
        caller.must(HERE)
        return {"id": caller.derive(key)}

    @api.put("/v1/t/things/<thing>", action="edit")
    def edit(thing: str, body: Body, caller: CallerNow, version: IfMatch) -> dict[str, int]:
        caller.must(thing)
        return {"version": version}

    @api.post("/v1/t/verifications", action="verify", status_code=201)
    def verify(caller: CallerNow) -> dict[str, str]:
        from linli.model import Driven

        noun = Driven(id="1", community=HERE, stage="handled")
        caller.must(noun, handler="founder")
        return {}

    @api.get("/v1/t/forgotten", action="forgotten")
    def forgotten() -> dict[str, str]:
        return {"secret": "x"}

    @api.get("/v1/t/mine", own=True)
    def mine(caller: CallerNow) -> dict[str, str]:
        return {"me": caller.id}

    return serve(api)


def test_a_route_without_a_word_on_who_may_does_not_import(api):
    with pytest.raises(TypeError, match="state one of"):
        api.get("/v1/t/bare")(dict)


@pytest.mark.parametrize(
    "options",
    [
        {"own": True, "action": "show"},
        {"own": True, "public": True},
        {"own": True, "scope": "everything"},
        {"public": True, "scope": "notices"},
        {"public": True, "purpose": True},
        {"public": True, "guardian": True},
        {"action": "show", "guardian": True},
        {"scope": "notices"},
        {"purpose": True},
    ],
)
def test_a_route_that_says_it_twice_or_of_nobody_does_not_import(api, options):
    with pytest.raises(TypeError, match="/v1/t/odd"):
        api.get("/v1/t/odd", **options)(dict)


def test_who_comes_too_often_hears_when_to_come_again(api, lamps, row):
    from linli.api import serve
    from linli.errors import TooMany
    from tests.conftest import CONTEXT

    @api.get("/v1/t/busy", public=True)
    def busy() -> dict[str, str]:
        raise TooMany(7)

    @api.get("/v1/t/things", action="show")
    def things() -> dict[str, str]:
        return {}

    for action in ("edit", "verify"):
        api.put(f"/v1/t/{action}", action=action)(things)
    http = {"method": "GET", "path": "/v1/t/busy"}
    about = {"requestId": "r", "stage": "$default", "http": http}
    event = {"version": "2.0", "rawPath": "/v1/t/busy", "headers": {}, "requestContext": about}
    answer = serve(api)(event, CONTEXT)
    assert (answer["statusCode"], answer["headers"]["Retry-After"]) == (429, "7")


def test_policies_that_name_no_route_do_not_import(api):
    from linli.api import serve

    with pytest.raises(ValueError, match="show"):
        serve(api)


def test_a_role_may_what_its_policy_says_in_its_place_and_beneath(handler, call, member):
    worker = member("w", "grid_worker", HERE)
    assert call(handler, "GET", f"/v1/t/things/{HERE}", sub=worker) == (200, {"thing": HERE})
    assert call(handler, "GET", f"/v1/t/things/{HERE}001", sub=worker)[0] == 200
    assert call(handler, "GET", f"/v1/t/things/{THERE}")[0] == 200  # the city's operator


def test_out_of_scope_is_answered_as_absence_and_in_scope_as_refusal(handler, call, member):
    worker = member("w", "grid_worker", HERE)
    status, there = call(handler, "GET", f"/v1/t/things/{THERE}", sub=worker)
    assert (status, there["code"]) == (404, "not-found")
    assert call(handler, "GET", "/v1/t/nothing", sub=worker)[1] == there
    status, body = call(handler, "PUT", f"/v1/t/things/{HERE}", {"n": 1}, sub=worker, If_Match=1)
    assert (status, body["code"]) == (403, "forbidden")


@pytest.mark.parametrize(
    ("of", "grid", "status"),
    [
        (HERE + "001", HERE + "001", 200),
        (HERE + "001", HERE + "002", 404),
        (HERE + "001", "", 404),  # somewhere in the community
        (HERE, HERE + "001", 200),
        (HERE, "", 200),
        (THERE, HERE + "001", 404),
    ],
)
def test_a_noun_lies_in_its_grid_if_that_is_known(handler, call, member, of, grid, status):
    worker = member("w", "grid_worker", of)
    assert call(handler, "GET", "/v1/t/lamps", sub=worker, query={"grid": grid})[0] == status


def test_two_memberships_never_mix(handler, call, member):
    member("w", "grid_worker", THERE)
    member("w", "resident", HERE)
    assert call(handler, "GET", f"/v1/t/things/{HERE}", sub="w")[0] == 403


def test_a_forbid_holds_against_every_permit(handler, call):
    assert call(handler, "POST", "/v1/t/verifications")[0] == 403


def test_an_answer_without_a_decision_is_withheld(handler, call):
    status, body = call(handler, "GET", "/v1/t/forgotten")
    assert (status, body["code"]) == (500, "undecided")


def test_own_routes_need_no_decision(handler, call):
    assert call(handler, "GET", "/v1/t/mine", sub="anna") == (200, {"me": "anna"})


def test_what_is_wrong_is_pointed_at_and_not_repeated(handler, call):
    body = {"n": "14010519500101001X", "m": 2}
    status, problem = call(handler, "POST", "/v1/t/things", body, Idempotency_Key="k" * 8)
    assert (status, problem["code"]) == (422, "invalid")
    assert {error["pointer"] for error in problem["errors"]} == {"/body/n", "/body/*"}
    assert "14010519500101001X" not in str(problem)
    assert call(handler, "POST", "/v1/t/things", {"n": 1})[0] == 422  # no key


@pytest.mark.parametrize("whom", ["14010519500101001X", "zhangsan", "张三", "a/b"])
@pytest.mark.parametrize(
    ("field", "pointers"),
    [
        ("", {"/body/*", "/body/named"}),
        ("named", {"/body/named/*"}),
        ("of", {"/body/of/*/*", "/body/of/*", "/body/named"}),
    ],
)
def test_neither_is_what_people_call_a_field(handler, call, monkeypatch, whom, field, pointers):
    from linli.observe import logger

    logged = []
    monkeypatch.setattr(logger, "info", lambda *text, **more: logged.append((text, more)))
    body = {field: {whom: "x"}} if field else {whom: "x"}
    status, problem = call(handler, "POST", "/v1/t/counts", body)
    assert status == 422
    assert {error["pointer"] for error in problem["errors"]} == pointers
    assert "/body/" in str(logged)
    assert whom not in str(problem) + str(logged)


def test_a_field_of_a_model_that_is_made_later_is_named_too():
    from pydantic import BaseModel, create_model

    from linli.errors import where

    assert where(("of_late_only", 3, "later")) == ["*", "3", "*"]
    later = create_model("Later", __base__=BaseModel, of_late_only=(int, 1))
    assert where(("of_late_only", 3, "later")) == ["of_late_only", "3", "*"]
    assert later


def test_the_same_caller_route_and_key_make_the_same(handler, call, member):
    member("o", "city_operator", HERE)
    first = call(handler, "POST", "/v1/t/things", {"n": 1}, Idempotency_Key="k" * 8)
    assert call(handler, "POST", "/v1/t/things", {"n": 1}, Idempotency_Key="k" * 8) == first
    assert call(handler, "POST", "/v1/t/things", {"n": 1}, Idempotency_Key="l" * 8) != first
    other = call(handler, "POST", "/v1/t/things", {"n": 1}, Idempotency_Key="k" * 8, sub="o")
    assert other[0] == 201
    assert other != first


@pytest.mark.parametrize("tag", ['"3"', "3", 'W/"3"'])
def test_an_entity_tag_is_a_version(handler, call, tag):
    assert call(handler, "PUT", f"/v1/t/things/{HERE}", {"n": 1}, If_Match=tag)[1] == {"version": 3}


def test_words_are_in_the_language_asked_for(handler, call):
    assert call(handler, "GET", "/v1/t/no")[1]["title"] == "未找到"
    assert call(handler, "GET", "/v1/t/no", Accept_Language="en-GB")[1]["title"] == "Not found"


@pytest.mark.parametrize("tag", ["-1", str(2**53 + 1), "9" * 400, "x"])
def test_a_version_is_a_number_that_a_row_may_have(handler, call, tag):
    assert call(handler, "PUT", f"/v1/t/things/{HERE}", {"n": 1}, If_Match=tag)[0] == 422


def test_answers_are_readable_as_they_are(api):
    assert api._serializer({"名": "坞城"}) == '{"名":"坞城"}'
