"""Apps of others: registered by the city, let in by each person, and ended by either."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from linli.wall import CHINA
from tests.functions.accounts.conftest import CITY, HERE, soon

TERMS = {
    "name": {"zh": "护理", "en": "Care"},
    "owner": "maker",
    "redirects": ["https://care.example/back"],
    "scopes": ["notices", "profile"],
    "per_minute": 3,
}
CARE = {"id": "care-watch", **TERMS}
TOKEN = {"client_id": "care-watch", "scope": "profile notices", "iat": 9e9}


@pytest.fixture
def app(ask):
    status, app = ask("POST", "apps", CARE)
    assert status == 201
    return app


def consent(ask, *scopes, sub="sun", **more):
    body = {"client": "care-watch", "scopes": list(scopes)}
    return ask("POST", "consents", body, sub=sub, **more)


def test_an_app_is_registered_once_and_shown(ask, app, row):
    key = {"idempotency_key": "k" * 8}
    other = {**CARE, "id": "other"}
    assert ask("POST", "apps", other, **key) == ask("POST", "apps", other, **key)
    assert ask("POST", "apps", CARE)[1]["code"] == "already-registered"
    assert ask("GET", "apps/care-watch")[1] == app
    assert [one["id"] for one in ask("GET", "apps")[1]["items"]] == ["care-watch", "other"]
    assert ask("GET", "apps/nothing")[0] == 404
    from linli import members

    assert members.app("care-watch").redirects == ("https://care.example/back",)


@pytest.mark.parametrize(
    "more",
    [
        {"id": "linli-web"},
        {"id": "linli"},
        {"id": "Care"},
        {"id": ""},
        {"scopes": ["everything"]},
        {"scopes": []},
        {"per_minute": 0},
        {"per_minute": 10**9},
        {"revoked_at": None},
        {"version": 1},
        *(
            {"redirects": [address]}
            for address in (
                "http://care.example/back",
                "https://care.example/back#x",
                "https://user@care.example/",
                "https://care.example\\@evil.example/",
                "javascript:alert(1)",
                "https://care.example\\back",
                "https:///nowhere",
                "https://care.example/ back",
                "https://care.example;sandbox/back",
                "//care.example/back",
                "http://127.0.0.1.evil.example/",
            )
        ),
        {"redirects": []},
    ],
    ids=str,
)
def test_what_is_no_app_is_refused(ask, more):
    assert ask("POST", "apps", CARE | more)[0] == 422
    assert ask("GET", "apps")[1]["items"] == []


def test_no_app_is_called_as_tokens_for_the_city_are(ask, monkeypatch):
    """Else an app's id_token, whose audience is the app, would pass at the city's own routes."""
    from linli import city

    named = city.city().model_copy(update={"audience": "street-office"})
    monkeypatch.setattr("functions.accounts.apps.api.city", lambda: named)
    status, problem = ask("POST", "apps", CARE | {"id": "street-office"})
    assert (status, problem["code"]) == (422, "reserved-name")
    assert ask("POST", "apps", CARE)[0] == 201


def test_an_app_on_ones_own_machine_is_let_be(ask):
    assert ask("POST", "apps", CARE | {"redirects": ["http://127.0.0.1:8080/back"]})[0] == 201


def test_an_app_is_changed_by_who_has_read_it(ask, app):
    wider = {**TERMS, "scopes": ["consents"]}
    status, changed = ask("PUT", "apps/care-watch", wider, if_match=app["version"])
    assert (status, changed["scopes"], changed["version"]) == (200, ["consents"], 2)
    status, problem = ask("PUT", "apps/care-watch", TERMS, if_match=app["version"])
    assert (status, problem["current"]["scopes"]) == (412, ["consents"])
    assert ask("PUT", "apps/nothing", TERMS, if_match=1)[0] == 404


@pytest.mark.parametrize("role", ["official", "auditor", "community_worker", "merchant"])
def test_only_operators_have_to_do_with_apps(ask, app, member, role):
    sub = member("x", role, CITY)
    for method, path, body, more in (
        ("POST", "apps", {**CARE, "id": "mine"}, {}),
        ("GET", "apps", None, {}),
        ("GET", "apps/care-watch", None, {}),
        ("PUT", "apps/care-watch", TERMS, {"if_match": 1}),
        ("POST", "apps/care-watch/revocations", None, {}),
    ):
        assert ask(method, path, body, sub=sub, **more)[0] == 403


def test_an_app_does_what_a_person_consented_to_and_no_more(ask, app, told):
    assert ask("GET", "me", sub="sun", claims=TOKEN)[1]["code"] == "beyond-consent"
    assert consent(ask, "profile")[0] == 201
    assert ask("GET", "me", sub="sun", claims=TOKEN)[0] == 200
    assert ask("GET", "consents", sub="sun", claims=TOKEN)[1]["code"] == "beyond-consent"
    assert ask("GET", "lookups", sub="sun", claims=TOKEN)[1]["code"] == "beyond-consent"
    assert ask("GET", "me", sub="moon", claims=TOKEN)[0] == 403
    [fact] = [one for name, one in told() if name == "ConsentGiven"]
    assert (fact["person"], fact["client"], fact["scopes"], fact["by"]) == (
        "sun",
        "care-watch",
        ["profile"],
        "sun",
    )


def test_a_consent_is_shown_and_withdrawn_at_once(ask, app, told):
    consent(ask, "profile", "notices")
    [shown] = ask("GET", "consents", sub="sun")[1]["items"]
    assert (shown["scopes"], shown["name"]) == (["notices", "profile"], TERMS["name"])
    for _ in range(2):
        status, left = ask("POST", "consents/care-watch/withdrawals", sub="sun")
        assert (status, left) == (201, {"items": []})
    assert ask("GET", "me", sub="sun", claims=TOKEN)[1]["code"] == "beyond-consent"
    assert [name for name, _ in told()].count("ConsentWithdrawn") == 1


def test_consented_twice_is_consented_once_and_less_is_less(ask, app, act, told):
    first, again = consent(ask, "profile", "notices"), consent(ask, "notices", "profile")
    assert first == again
    consent(ask, "notices")
    assert [one.scopes for one in act("sun").consents] == [("notices",)]
    assert [name for name, _ in told()].count("ConsentGiven") == 2


def test_nobody_consents_to_what_an_app_is_not_registered_for(ask, app, act):
    assert consent(ask, "consents")[1]["code"] == "beyond-app"
    assert ask("POST", "consents", {"client": "nothing", "scopes": ["profile"]}, sub="s")[0] == 404
    assert act("sun").consents == ()


def test_no_app_consents_in_a_persons_name(ask, app, act):
    ask("PUT", "apps/care-watch", {**TERMS, "scopes": ["consents", "notices"]}, if_match=1)
    consent(ask, "consents")
    token = TOKEN | {"scope": "consents"}
    assert ask("GET", "consents", sub="sun", claims=token)[0] == 200
    status, problem = consent(ask, "consents", "notices", claims=token)
    assert (status, problem["code"]) == (403, "beyond-consent")
    assert [one.scopes for one in act("sun").consents] == [("consents",)]


def test_a_revoked_app_does_nothing_for_anybody_and_its_owner_hears_of_it(ask, app, told):
    consent(ask, "profile")
    first, again = (ask("POST", "apps/care-watch/revocations") for _ in range(2))
    assert first == again
    assert first[1]["revoked_at"]
    assert ask("GET", "me", sub="sun", claims=TOKEN)[1]["code"] == "app-revoked"
    assert consent(ask, "notices")[1]["code"] == "app-revoked"
    changed = ask("PUT", "apps/care-watch", TERMS, if_match=2)
    assert (changed[0], changed[1]["code"]) == (409, "app-revoked")
    facts = [one for name, one in told() if name == "AppRevoked"]
    assert [(one["client"], one["by"]) for one in facts] == [("care-watch", "founder")]
    notice = [one for name, one in told() if name == "NoticeAsked"][-1]
    assert (notice["person"], notice["variables"]) == ("maker", {"app": "care-watch"})


def test_an_app_has_its_quota(ask, app, one_window):
    consent(ask, "profile")
    answers = [ask("GET", "me", sub="sun", claims=TOKEN)[0] for _ in range(4)]
    assert answers == [200, 200, 200, 429]


def test_of_a_child_his_guardian_says_it(ask, app, enrol, told):
    born = (datetime.now(UTC) - timedelta(days=3000)).date().isoformat()
    ward = enrol("小明", born=born)
    status, problem = consent(ask, "profile", sub=ward)
    assert (status, problem["code"]) == (409, "under-age")
    body = {"guardian": "wu", "scopes": ["consents"], "until": soon(days=9), "basis": "户口簿"}
    assert ask("POST", f"people/{ward}/guardianships", body, sub="clerk")[0] == 201
    assert consent(ask, "profile", sub="wu", linli_for=ward)[0] == 201
    assert [one["client"] for one in ask("GET", "consents", sub="wu", linli_for=ward)[1]["items"]]
    [fact] = [one for name, one in told() if name == "ConsentGiven"]
    assert (fact["person"], fact["by"]) == (ward, "wu")
    withdrawn = ask("POST", "consents/care-watch/withdrawals", sub="wu", linli_for=ward)
    assert withdrawn == (201, {"items": []})


def test_what_his_guardian_let_an_app_do_ends_when_the_child_is_fourteen(
    ask, app, enrol, advance, row
):
    from functions.accounts.terms import years

    today = datetime.now(CHINA).date()
    ward = enrol("小明", born=(years(today, -14) + timedelta(days=3)).isoformat())
    body = {"guardian": "wu", "scopes": ["consents"], "until": soon(days=9), "basis": "户口簿"}
    assert ask("POST", f"people/{ward}/guardianships", body, sub="clerk")[0] == 201
    assert consent(ask, "profile", sub="wu", linli_for=ward)[0] == 201
    assert ask("GET", "me", sub=ward, claims=TOKEN)[0] == 200
    advance(CITY, timedelta(days=6).total_seconds())
    assert ask("GET", "me", sub=ward, claims=TOKEN)[1]["code"] == "beyond-consent"
    assert ask("GET", "consents", sub=ward)[1]["items"] == []
    assert consent(ask, "profile", sub=ward)[0] == 201
    assert ask("GET", "me", sub=ward, claims=TOKEN)[0] == 200
    assert [one["client"] for one in ask("GET", "consents", sub=ward)[1]["items"]] == ["care-watch"]
    [kept] = [json.loads(one.body) for one in row.scan() if one.pk == f"consent#{ward}"]
    assert kept["scopes"] == ["profile"]


def test_what_an_app_is_called_is_all_that_is_shown_of_it(ask, app):
    consent(ask, "profile")
    shown = json.dumps(ask("GET", "consents", sub="sun")[1])
    assert "maker" not in shown
    assert HERE not in shown


def test_a_consent_that_is_over_is_kept_for_three_years(ask, app, row):
    for scopes in (["notices", "profile"], ["notices"]):
        assert consent(ask, *scopes)[0] == 201
    for _ in range(2):
        ask("POST", "consents/care-watch/withdrawals", sub="sun")
    kept = [one for one in row.scan() if one.pk == "consent#sun"]
    said = [json.loads(one.body) for one in kept]
    assert sorted(one["scopes"] for one in said) == [["notices"], ["notices", "profile"]]
    assert all(one["since"] < one["ended_at"] for one in said)
    assert all(one.expires > (datetime.now(UTC) + timedelta(days=1090)).timestamp() for one in kept)
