"""For whom a caller stands, through what, and what is written down of the decision."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

CEDAR = """
@id("workers show")
permit(principal in Role::"grid_worker", action == Action::"show", resource)
  when { resource in principal.place };
@id("residents show")
permit(principal in Role::"resident", action == Action::"show", resource)
  when { resource in principal.place };
@id("officials give")
permit(principal in Role::"official", action == Action::"give", resource is Noun)
  when { resource in principal.place && resource has role && resource.role == "volunteer" };
@id("for a visit")
permit(principal in Role::"grid_worker", action == Action::"look", resource)
  when { resource in principal.place && context has purpose && context.purpose == "visit" };
@id("in person")
forbid(principal, action == Action::"show", resource)
  when { principal in Role::"grid_worker" &&
         (context has app && context.app == "mirror" ||
          context has mandate && context.mandate == "helper") };
@id("never to oneself")
forbid(principal, action == Action::"give", resource)
  when { resource has person && resource.person == principal.person };
"""
HERE, THERE, GRID = "140105001001", "140105001002", "140105001001001"
CITY = "140100000000"
NOW = datetime(2026, 11, 25, tzinfo=UTC)
MOTHER = {"Linli_For": "mother"}


@pytest.fixture
def api(monkeypatch, tmp_path, row):
    from linli import policy, texts
    from linli.api import Api
    from linli.auth import CallerNow

    (tmp_path / "policies.cedar").write_text(CEDAR)
    monkeypatch.setattr(policy, "files", lambda _: tmp_path)
    monkeypatch.setattr(texts, "_of", lambda _: {})
    api = Api("functions.facilities")

    @api.get("/v1/t/mine", own=True, scope="notices")
    def mine(caller: CallerNow) -> dict[str, str]:
        return {"id": caller.id, "by": caller.by, "key": caller.derive("k")}

    @api.get("/v1/t/private", own=True)
    def private(caller: CallerNow) -> dict[str, str]:
        return {"id": caller.id}

    @api.get("/v1/t/things/<place>", action="show", scope="profile")
    def show(place: str, caller: CallerNow) -> dict[str, str]:
        caller.must(place)
        return {"place": place}

    @api.get("/v1/t/looks/<place>", action="look", purpose=True)
    def look(place: str, caller: CallerNow) -> dict[str, str]:
        caller.must(place)
        return {"purpose": str(caller.purpose)}

    @api.post("/v1/t/gifts/<role>/<sub>", action="give")
    def give(role: str, sub: str, caller: CallerNow) -> dict[str, str]:
        caller.must(HERE, role=role, subject_person=sub)
        return {}

    @api.get("/v1/t/forgotten", own=True)
    def forgotten() -> dict[str, str]:
        return {"whose": "nobody asked"}

    return api


@pytest.fixture
def handler(api):
    from linli.api import serve

    return serve(api)


def mandate(**changes):
    about = {"id": "m1", "kind": "helper", "person": "daughter", "principal": "mother"}
    times = {"since": NOW - timedelta(days=1), "until": datetime.now(UTC) + timedelta(days=1)}
    return {**about, **times, "scopes": ("notices", "profile"), **changes}


def consent(client="mirror", *scopes):
    return {"client": client, "scopes": scopes or ("notices",), "since": NOW}


def membership(role, place):
    return {"role": role, "place": place, "since": NOW}


APP = {"client_id": "mirror", "scope": "openid notices"}


# --- mandates


def test_a_helper_sees_as_the_one_she_helps_and_is_known_to_be_another(
    handler, call, known, decided
):
    known("daughter", held=(mandate(),))
    status, said = call(handler, "GET", "/v1/t/mine", sub="daughter", **MOTHER)
    assert (status, said["id"], said["by"]) == (200, "mother", "daughter")
    assert decided[-1].items() >= {
        "outcome": "allowed", "action": "GET /v1/t/mine", "person": "mother", "by": "daughter",
        "mandate": "m1", "app": None,
    }.items()  # fmt: skip


def test_whose_rights_count_are_those_of_the_one_who_is_helped(handler, call, known):
    known("daughter", held=(mandate(),), memberships=(membership("grid_worker", THERE),))
    known("mother", memberships=(membership("resident", HERE),))
    assert call(handler, "GET", f"/v1/t/things/{HERE}", sub="daughter", **MOTHER)[0] == 200
    assert call(handler, "GET", f"/v1/t/things/{THERE}", sub="daughter", **MOTHER)[0] == 404
    assert call(handler, "GET", f"/v1/t/things/{HERE}", sub="daughter")[0] == 404


def test_policies_know_that_another_acts_or_an_app(handler, call, known, registered):
    registered("mirror", scopes=("profile",))
    worker = (membership("grid_worker", HERE),)
    agreed = (consent("mirror", "profile"),)
    known("mother", memberships=worker, consents=agreed)
    known("daughter", held=(mandate(),))
    known("son", held=(mandate(person="son", kind="guardian"),))
    path = f"/v1/t/things/{HERE}"
    assert call(handler, "GET", path, sub="mother")[0] == 200
    assert call(handler, "GET", path, sub="son", **MOTHER)[0] == 200
    assert call(handler, "GET", path, sub="daughter", **MOTHER)[0] == 403
    app = {"client_id": "mirror", "scope": "profile"}
    assert call(handler, "GET", path, sub="mother", claims=app)[0] == 403


def test_what_two_people_make_for_one_is_told_apart(handler, call, known):
    known("daughter", held=(mandate(),))
    by_daughter = call(handler, "GET", "/v1/t/mine", sub="daughter", **MOTHER)[1]["key"]
    assert call(handler, "GET", "/v1/t/mine", sub="mother")[1]["key"] != by_daughter


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({}, "private"),  # a route that is for nobody's helper
        ({"scopes": ("profile",)}, "mine"),
        ({"scopes": ()}, "mine"),
        ({"principal": "father"}, "mine"),
        ({"since": datetime.now(UTC) + timedelta(hours=1)}, "mine"),
        ({"until": datetime.now(UTC) - timedelta(seconds=1)}, "mine"),
    ],
)
def test_beyond_a_mandate_nobody_acts_for_another(handler, call, known, decided, changes, path):
    known("daughter", held=(mandate(**changes),))
    status, problem = call(handler, "GET", f"/v1/t/{path}", sub="daughter", **MOTHER)
    assert (status, problem["code"]) == (403, "beyond-mandate")
    assert [one["outcome"] for one in decided] == ["beyond-mandate"]
    assert call(handler, "GET", f"/v1/t/{path}", sub="daughter")[0] == 200  # for herself


def test_whom_somebody_names_without_a_mandate_is_not_written_down(handler, call, logged):
    assert call(handler, "GET", "/v1/t/mine", sub="wang", Linli_For="+8617000000001")[0] == 403
    assert "beyond-mandate" in logged()
    assert "8617" not in logged()


def test_a_mandate_is_not_passed_on_nor_turned_round(handler, call, known):
    known("daughter", held=(mandate(),))
    known("mother", given=(mandate(),))
    assert call(handler, "GET", "/v1/t/mine", sub="mother", Linli_For="daughter")[0] == 403
    assert call(handler, "GET", "/v1/t/mine", sub="grandson", **MOTHER)[0] == 403


def test_a_mandate_ends_in_city_time(handler, call, known, advance):
    known("daughter", held=(mandate(),))
    assert call(handler, "GET", "/v1/t/mine", sub="daughter", **MOTHER)[0] == 200
    advance(CITY, 86_401)
    assert call(handler, "GET", "/v1/t/mine", sub="daughter", **MOTHER)[0] == 403


def test_to_act_for_oneself_needs_no_mandate(handler, call):
    assert call(handler, "GET", "/v1/t/private", sub="wang", Linli_For="wang")[0] == 200


# --- apps


def test_an_app_sees_what_its_user_consented_to_and_is_named(
    handler, call, known, registered, decided
):
    known("wang", consents=(consent(),))
    registered("mirror", scopes=("notices", "profile"))
    assert call(handler, "GET", "/v1/t/mine", sub="wang", claims=APP)[0] == 200
    assert (decided[-1]["app"], decided[-1]["person"]) == ("mirror", "wang")


@pytest.mark.parametrize(
    ("consents", "scopes", "claims", "path"),
    [
        ((), ("notices",), {}, "mine"),
        ((consent("other"),), ("notices",), {}, "mine"),
        ((consent("mirror", "profile"),), ("notices",), {}, "mine"),
        ((consent(),), ("profile",), {}, "mine"),  # never registered for it
        ((consent(),), ("notices",), {"scope": "openid profile"}, "mine"),
        ((consent(),), ("notices",), {"scope": ""}, "mine"),
        ((consent(),), ("notices",), {}, "private"),
        ((consent("stranger"),), ("notices",), {"client_id": "stranger"}, "mine"),
    ],
)
def test_beyond_consent_an_app_does_nothing(
    handler, call, known, registered, decided, consents, scopes, claims, path
):
    known("wang", consents=consents)
    registered("mirror", scopes=scopes)
    status, problem = call(handler, "GET", f"/v1/t/{path}", sub="wang", claims={**APP, **claims})
    assert (status, problem["code"]) == (403, "beyond-consent")
    client = claims.get("client_id", "mirror")
    assert [(one["outcome"], one["app"]) for one in decided] == [("beyond-consent", client)]


def test_a_revoked_app_hears_just_that(handler, call, known, registered):
    known("wang", consents=(consent(),))
    registered("mirror", scopes=("notices",), revoked_at=NOW)
    status, problem = call(handler, "GET", "/v1/t/mine", sub="wang", claims=APP)
    assert (status, problem["code"]) == (403, "app-revoked")


def test_an_app_acts_for_another_only_if_both_consented(handler, call, known, registered):
    registered("mirror", scopes=("notices",))
    known("daughter", held=(mandate(),), consents=(consent(),))
    request = {"sub": "daughter", "claims": APP, **MOTHER}
    assert call(handler, "GET", "/v1/t/mine", **request)[1]["code"] == "beyond-consent"
    known("mother", consents=(consent(),))
    assert call(handler, "GET", "/v1/t/mine", **request)[0] == 200
    known("daughter", held=(mandate(),))
    assert call(handler, "GET", "/v1/t/mine", **request)[1]["code"] == "beyond-consent"


def test_an_app_has_so_many_calls_a_minute_and_its_user_has_his_own(
    handler, call, known, registered, monkeypatch
):
    from linli import standing

    class Clock(datetime):
        at = NOW

        @classmethod
        def now(cls, tz=None):
            return cls.at

    monkeypatch.setattr(standing, "datetime", Clock)
    known("wang", consents=(consent(),))
    registered("mirror", scopes=("notices",), per_minute=2)
    answers = [call(handler, "GET", "/v1/t/mine", sub="wang", claims=APP) for _ in range(3)]
    assert [status for status, _ in answers] == [200, 200, 429]
    assert answers[2][1]["code"] == "too-many"
    assert call(handler, "GET", "/v1/t/mine", sub="wang")[0] == 200
    Clock.at = NOW + timedelta(minutes=1)
    assert call(handler, "GET", "/v1/t/mine", sub="wang", claims=APP)[0] == 200


@pytest.mark.parametrize("client", ["linli-web", "linli-cli", "linli-kiosk", None])
def test_our_own_clients_need_no_consent(handler, call, client):
    claims = {"client_id": client} if client else {}
    for path in ("mine", "private"):
        assert call(handler, "GET", f"/v1/t/{path}", sub="wang", claims=claims)[0] == 200


# --- sessions


def test_a_session_that_was_ended_is_over_and_others_are_not(handler, call, known):
    known("wang", ended=({"sid": "s1", "at": NOW},))
    over = call(handler, "GET", "/v1/t/mine", sub="wang", claims={"sid": "s1"})
    assert (over[0], over[1]["code"]) == (403, "session-ended")
    assert call(handler, "GET", "/v1/t/mine", sub="wang", claims={"sid": "s2"})[0] == 200
    assert call(handler, "GET", "/v1/t/mine", sub="wang")[0] == 200


@pytest.mark.parametrize(
    ("issued", "status"),
    [(-1, 403), (0, 200), (1, 200), (None, 403)],
)
def test_no_token_from_before_a_recovery_counts(handler, call, known, issued, status):
    known("wang", tokens_since=NOW)
    claims = {"iat": str(int(NOW.timestamp()) + issued)} if issued is not None else {}
    assert call(handler, "GET", "/v1/t/mine", sub="wang", claims=claims)[0] == status


def test_an_ended_session_acts_for_nobody_and_through_no_app(handler, call, known, registered):
    over = ({"sid": "s1", "at": NOW},)
    known("daughter", held=(mandate(),), ended=over, consents=(consent(),))
    registered("mirror", scopes=("notices",))
    for more in (MOTHER, {"claims": {**APP, "sid": "s1"}}):
        request = {"claims": {"sid": "s1"}, **more}
        status, problem = call(handler, "GET", "/v1/t/mine", sub="daughter", **request)
        assert (status, problem["code"]) == (403, "session-ended")


@pytest.mark.parametrize("amr", [["card"], "[card]", "[card otp]", "card"])
def test_a_card_opens_no_office(handler, call, known, amr):
    known("wang", memberships=(membership("grid_worker", HERE), membership("resident", THERE)))
    card = {"sub": "wang", "claims": {"amr": amr}}
    assert call(handler, "GET", f"/v1/t/things/{HERE}", **card)[0] == 404
    assert call(handler, "GET", f"/v1/t/things/{THERE}", **card)[0] == 200
    assert call(handler, "GET", f"/v1/t/things/{HERE}", sub="wang")[0] == 200


def test_a_token_without_a_person_is_nobodys(handler, call):
    assert call(handler, "GET", "/v1/t/mine", sub="")[0] == 403


# --- purposes and attributes


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({}, 422, "purpose-missing"),
        ({"Linli_Purpose": "curiosity"}, 422, "purpose-missing"),
        ({"Linli_Purpose": ""}, 422, "purpose-missing"),
        ({"Linli_Purpose": "audit"}, 403, "forbidden"),
        ({"Linli_Purpose": "visit"}, 200, None),
    ],
)
def test_who_looks_says_what_for(handler, call, member, headers, status, code):
    worker = member("w", "grid_worker", HERE)
    answer = call(handler, "GET", f"/v1/t/looks/{HERE}", sub=worker, **headers)
    assert (answer[0], answer[1].get("code")) == (status, code)


def test_policies_know_which_role_is_given_to_whom(handler, call, member):
    official = member("o", "official", HERE)
    assert call(handler, "POST", "/v1/t/gifts/volunteer/wang", sub=official)[0] == 200
    assert call(handler, "POST", "/v1/t/gifts/official/wang", sub=official)[0] == 403
    assert call(handler, "POST", "/v1/t/gifts/volunteer/o", sub=official)[0] == 403


# --- records


def test_a_decision_says_by_which_membership_and_policy(handler, call, known, decided):
    known("w", memberships=(membership("grid_worker", THERE), membership("resident", CITY)))
    assert call(handler, "GET", f"/v1/t/things/{GRID}", sub="w")[0] == 200
    assert decided == [
        {
            "outcome": "allowed", "action": "show", "person": "w", "by": "w", "mandate": None,
            "app": None, "purpose": None, "kind": "", "place": GRID, "role": "resident",
            "within": CITY, "policy": "residents show",
        }
    ]  # fmt: skip


def test_refusals_and_absences_are_written_down_too(handler, call, member, decided):
    member("v", "volunteer", HERE)
    assert call(handler, "GET", f"/v1/t/things/{HERE}", sub="v")[0] == 403
    assert call(handler, "GET", f"/v1/t/things/{THERE}", sub="v")[0] == 404
    assert [(one["outcome"], one["place"]) for one in decided] == [
        ("refused", HERE), ("absent", THERE),
    ]  # fmt: skip


def test_out_of_scope_is_byte_for_byte_absence(handler, row, member):
    from tests.conftest import CONTEXT

    member("v", "volunteer", HERE)
    answers = []
    for path in (f"/v1/t/things/{THERE}", "/v1/t/nothing/at/all"):
        jwt = {"claims": {"sub": "v"}, "scopes": []}
        http = {"method": "GET", "path": path}
        about = {"requestId": "r", "stage": "$default", "http": http, "authorizer": {"jwt": jwt}}
        event = {"version": "2.0", "rawPath": path, "headers": {}, "requestContext": about}
        answers.append(handler(event, CONTEXT))
    assert answers[0] == answers[1]


def test_an_own_route_that_never_asked_who_answers_nothing(handler, call):
    status, problem = call(handler, "GET", "/v1/t/forgotten")
    assert (status, problem["code"]) == (500, "undecided")


def test_a_warm_worker_decides_without_a_call(handler, call, member, calls):
    worker = member("w", "grid_worker", HERE)
    calls.clear()
    for expected in (["GetItem"], ["GetItem"]):
        assert call(handler, "GET", f"/v1/t/things/{HERE}", sub=worker)[0] == 200
        assert call(handler, "GET", "/v1/t/mine", sub=worker)[0] == 200
        assert call(handler, "GET", f"/v1/t/things/{THERE}", sub=worker)[0] == 404
        assert calls == expected


def test_what_ended_is_seen_after_the_cache_at_the_latest(handler, call, known, monkeypatch):
    from linli import members

    known("w", memberships=(membership("grid_worker", HERE),))
    at = [1000.0]
    monkeypatch.setattr(members.time, "monotonic", lambda: at[0])
    forget = members.forget
    monkeypatch.setattr(members, "forget", lambda: None)
    forget()
    assert call(handler, "GET", f"/v1/t/things/{HERE}", sub="w")[0] == 200
    known("w", memberships=())
    at[0] += 29
    assert call(handler, "GET", f"/v1/t/things/{HERE}", sub="w")[0] == 200
    at[0] += 2
    assert call(handler, "GET", f"/v1/t/things/{HERE}", sub="w")[0] == 404


# --- many at once

PLACES = st.sampled_from([HERE, THERE, GRID, CITY, "140105001000", "140200000000"])
ROLES = st.sampled_from(["grid_worker", "resident", "official", "volunteer"])


@example(held=[("volunteer", CITY), ("resident", HERE)], things=[(HERE, None)], action="show")
@given(
    held=st.lists(st.tuples(ROLES, PLACES), max_size=3, unique=True),
    things=st.lists(
        st.tuples(PLACES, st.sampled_from([None, "volunteer", "official"])), max_size=6
    ),
    action=st.sampled_from(["show", "give"]),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_many_at_once_are_decided_as_one_by_one(api, handler, held, things, action):
    from linli import members, roles
    from linli.auth import Caller
    from linli.errors import Forbidden, NotFound
    from linli.session import session
    from linli.standing import Standing, Way

    actor = roles.Actor(id="w", memberships=[membership(*one) for one in held])
    members._known["actor#w"] = (float("inf"), actor)
    context = {"way": Way(action, "action", "", purpose=False), "policy": api._policy}
    caller = Caller(Standing(session({"sub": "w"}), "w"), context)

    def may(place, role):
        try:
            caller.must(place, role=role)
        except (Forbidden, NotFound):
            return False
        return True

    each = caller.may_each([(place, {"role": role}) for place, role in things])
    assert each == [may(*thing) for thing in things]
    assert [caller.may(place) for place, _ in things] == [may(place, None) for place, _ in things]
    alone = [
        any(permits([one], thing, action) for one in held) for thing in things
    ]  # two memberships never mix
    assert each == alone


def permits(held, thing, action):
    """What the policies above say of one membership, in words of our own."""
    from linli.places import within

    [(role, at)], (place, given) = held, thing
    shows = action == "show" and role in ("grid_worker", "resident")
    gives = action == "give" and role == "official" and given == "volunteer"
    return within(place, at) and (shows or gives)


def test_a_role_runs_by_the_clock_of_its_own_place(known, monkeypatch):
    """A story may have moved the city's clock beyond that of the community that is asked about."""
    from linli import clock, members, roles

    ahead = datetime.now(UTC) + timedelta(days=4)
    monkeypatch.setattr(
        clock, "now", lambda place: ahead if place == "140100000000" else datetime.now(UTC)
    )
    wide = roles.Membership(role="official", place="140100000000", since=ahead)
    known("bai", memberships=(wide,))
    assert members.covering("bai", "140105001001") == (wide,)
