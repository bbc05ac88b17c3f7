"""Apps of others: an address letter for letter, scopes a person takes out, and a way back."""

import json
from base64 import urlsafe_b64decode
from datetime import UTC, datetime

import pytest

from tests.functions.accounts.sign_in.visitor import asked, hidden, said

BACK = "https://shop.example/in?from=linli"
APP = {"client_id": "shop", "redirect_uri": BACK, "scope": "openid notices profile"}


@pytest.fixture
def app(row):
    """An app that is registered; app(revoked_at=…) changes it."""
    from linli.roles import App
    from linli.store import Write, commit, load

    def change(**more):
        known = load("app#shop", "app", App)
        commit(Write("app#shop", "app", known.model_copy(update=more)))

    new = App(
        id="shop",
        name={"zh": "邻里<小店>", "en": "Corner shop"},
        owner="chen-jing",
        redirects=(BACK, "https://shop.example/two"),
        scopes=("notices", "profile"),
        per_minute=60,
    )
    commit(Write("app#shop", "app", new))
    return change


def claims(visitor, reply, part="access_token"):
    answer = visitor.redeem(said(reply)["code"], client_id="shop", redirect_uri=BACK)
    body = json.loads(answer.body)[part].split(".")[1]
    return json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))


def decide(visitor, page, decision, scopes=("notices", "profile"), asking=APP):
    form = hidden(page.body, "consent") | {"decision": decision, "scope": list(scopes)}
    return visitor.send("POST", "authorize", asked(**asking), form)


def consents(sub="wang-fang"):
    from functions.accounts.members import store as store_members

    return [(one.client, set(one.scopes)) for one in store_members.actor(sub).consents]


def test_a_person_is_asked_once_and_the_app_gets_what_he_allowed(visitor, app):
    page = visitor.by_invitation(asking=APP)
    assert page.status == 200
    assert "邻里&lt;小店&gt;" in page.body
    assert "chen-jing" in page.body
    assert "查看和回复通知" in page.body
    assert "form-action 'self' https://shop.example;" in page.headers["Content-Security-Policy"]
    reply = decide(visitor, page, "allow")
    assert reply.status == 303
    assert reply.headers["Location"].startswith(BACK + "&code=")
    read = claims(visitor, reply)
    assert (read["client_id"], read["scope"]) == ("shop", "openid notices profile")
    assert consents() == [("shop", {"notices", "profile"})]
    assert visitor.page(**APP).status == 303
    assert visitor.page(**APP, prompt="consent").status == 200


def test_what_is_taken_out_is_not_in_the_token_and_asked_again(visitor, app):
    page = visitor.by_invitation(asking=APP)
    reply = decide(visitor, page, "allow", ["notices", "preferences"])
    body = json.loads(visitor.redeem(said(reply)["code"], client_id="shop", redirect_uri=BACK).body)
    assert body["scope"] == "openid notices"
    assert consents() == [("shop", {"notices"})]
    assert visitor.page(**APP | {"scope": "openid notices"}).status == 303
    assert visitor.page(**APP).status == 200
    assert said(visitor.page(**APP, prompt="none"))["error"] == "consent_required"


def test_an_app_without_the_profile_learns_no_name(visitor, app):
    visitor.invite("wang-fang", "王芳")
    only = APP | {"scope": "openid notices"}
    page = visitor.by_invitation(asking=only)
    assert "name" not in claims(
        visitor, decide(visitor, page, "allow", ["notices"], only), "id_token"
    )
    reply = decide(visitor, visitor.page(**APP), "allow")
    assert claims(visitor, reply, "id_token")["name"] == "王芳"


def test_an_app_that_asks_for_nothing_but_who_it_is_asks_too(visitor, app):
    bare = APP | {"scope": "openid"}
    page = visitor.by_invitation(asking=bare)
    assert (page.status, page.body.count("checkbox")) == (200, 0)
    assert decide(visitor, page, "allow", [], bare).status == 303
    assert visitor.page(**bare).status == 303


def test_no_is_told_to_the_app_and_nothing_kept(visitor, app):
    page = visitor.by_invitation(asking=APP)
    reply = decide(visitor, page, "deny")
    assert said(reply)["error"] == "access_denied"
    assert said(reply)["state"] == "the-state"
    assert consents() == []
    assert said(decide(visitor, page, ""))["error"] == "access_denied"


@pytest.mark.parametrize(
    "change",
    [
        {"redirect_uri": "https://shop.example/in"},
        {"redirect_uri": BACK + "/"},
        {"redirect_uri": "https://shop.example/in?from=linli#x"},
        {"redirect_uri": "http://127.0.0.1/callback"},
    ],
)
def test_an_apps_answer_goes_to_its_registered_address_alone(visitor, app, change):
    reply = visitor.page(**APP | change)
    assert (reply.status, "Location" in reply.headers) == (400, False)


def test_an_app_may_ask_for_no_more_than_it_is_registered_for(visitor, app):
    reply = visitor.page(**APP | {"scope": "openid consents"})
    assert said(reply)["error"] == "invalid_scope"


def test_a_consent_skips_no_new_proof_that_the_app_asked_for(visitor, app):
    """With a form of its own making, or one that was shown for what needed no new proof."""
    shown = visitor.by_invitation(asking=APP)
    asking = APP | {"prompt": "login"}
    doors = visitor.page(**asking)
    made = {"csrf": hidden(doors.body, "phone")["csrf"], "decision": "allow", "scope": ["notices"]}
    for asked_by in ({}, {"asked": hidden(shown.body, "consent").get("asked")}):
        form = {"method": "consent", **made, **asked_by}
        reply = visitor.send("POST", "authorize", asked(**asking), form)
        assert (reply.status, "Location" in reply.headers) == (200, False)
    assert consents() == []
    proved = visitor.by_invitation(asking=asking)
    assert decide(visitor, proved, "allow", asking=asking).status == 303
    assert consents() == [("shop", {"notices", "profile"})]


def test_an_app_that_is_revoked_as_he_decides_is_no_failure(visitor, app, monkeypatch):
    from functions.accounts.sign_in.protocol import consent
    from linli.errors import Refused

    page = visitor.by_invitation(asking=APP)

    def revoked(*_):
        raise Refused("app-revoked", status=403)

    monkeypatch.setattr(consent, "give", revoked)
    reply = decide(visitor, page, "allow")
    assert (reply.status, "Location" in reply.headers) == (403, False)


def test_a_revoked_app_gets_nothing_more(visitor, app):
    page = visitor.by_invitation(asking=APP)
    reply = decide(visitor, page, "allow")
    app(revoked_at=datetime.now(UTC))
    refusal = visitor.redeem(said(reply)["code"], client_id="shop", redirect_uri=BACK)
    assert json.loads(refusal.body)["error"] == "invalid_client"
    assert visitor.page(**APP).status == 400
    assert decide(visitor, page, "allow").status == 400


def test_a_consent_without_a_session_or_of_another_form_gives_nothing(visitor, another, app):
    page = visitor.by_invitation(asking=APP)
    kept = visitor.cookies.pop("__Host-linli-session")
    assert decide(visitor, page, "allow").status == 200
    visitor.cookies["__Host-linli-session"] = kept
    theirs = another().by_invitation("li-na", asking=APP)
    assert decide(visitor, theirs, "allow").status == 400
    wider = APP | {"scope": "openid profile"}
    assert decide(visitor, page, "allow", asking=wider).status == 400
    assert consents() == []


def test_the_citys_own_programs_ask_nobody(visitor, app):
    page = visitor.by_invitation(asking={"scope": "openid profile notices preferences consents"})
    assert page.status == 303
    read = json.loads(visitor.redeem(said(page)["code"]).body)
    assert read["scope"] == "openid profile notices preferences consents"
