"""Who is watched over, who sees it, and what each look leaves."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.functions.environment.conftest import HERE, SPOT, THERE
from tests.functions.environment.sightings.conftest import WHERE

BAND = {"id": "WB-1", "community": HERE, "kind": "wearable", "name": "手环", "point": SPOT}
BAND |= {"person": "mei"}
SERVICE = {"sub": "community_worker", "linli_purpose": "service"}


@pytest.fixture(autouse=True)
def sealing(key):
    """Where somebody lives is sealed by it."""


@pytest.fixture
def fall(ward, ask, see, seen):
    ward()
    assert ask("POST", "sensors", BAND, sub="community_worker")[0] == 201
    see("WB-1", "fall", clip="r/1")
    return seen("fall")[0]


def test_nobody_is_watched_without_a_basis(mei, ask):
    said = ask("POST", "sensors", BAND, sub="community_worker")
    assert (said[0], said[1]["code"]) == (409, "not-watched-over")


def test_nobody_is_watched_after_his_time(ward, ask, now):
    ward()
    now(now() + timedelta(days=30))  # and before any sweep
    said = ask("POST", "sensors", BAND, sub="community_worker")
    assert (said[0], said[1]["code"]) == (409, "not-watched-over")


def test_a_sensor_is_added_to_its_ward_and_shows_nobody(ward, ask):
    assert ward()[0] == 201
    for _ in range(2):
        status, said = ask("POST", "sensors", BAND, sub="community_worker")
        assert (status, said["watches"], "person" in said) == (201, True, False)
    assert "mei" not in str(ask("GET", "sensors", sub="official", query={"community": HERE}))
    shown = ask("GET", "wards/mei", sub="community_worker", linli_purpose="service")[1]
    assert shown["sensors"] == ["WB-1"]


def test_of_his_health_no_contract_is_enough(ward):
    said = ward(basis="CONTRACT")[1]
    assert said["errors"] == [{"pointer": "/body/basis", "code": "consent-needed"}]
    assert ward(basis="STATUTORY_DUTY")[0] == 201


@pytest.fixture
def child(mei, mandate):
    """Mei is under fourteen until the first of March in China, and Dao is her guardian."""
    from linli import members, roles
    from linli.store import Write, commit, load

    mandate("dao", "guardian", days=300)
    before = load("actor#mei", "memberships", roles.Actor)
    minor = {"minor_until": date(2027, 3, 1)}
    commit(Write("actor#mei", "memberships", before.model_copy(update=minor)))
    members.forget()


def test_a_child_is_watched_over_by_his_guardians_consent(child, ward):
    assert ward()[1]["code"] == "guardian-needed"
    assert ward(guardian="li")[1]["code"] == "no-guardian"
    status, said = ward(guardian="dao")
    assert (status, said["guardian"]) == (201, "dao")


def test_a_guardians_consent_ends_when_the_child_is_fourteen_who_then_agrees_himself(
    child, ward, ask, see, seen, sweep, now, told
):
    fourteen = datetime(2027, 2, 28, 16, tzinfo=UTC)  # midnight of the first of March there
    longer = (fourteen + timedelta(seconds=1)).isoformat()
    said = ward(guardian="dao", until=longer)[1]
    assert said["errors"] == [{"pointer": "/body/until", "code": "until-fourteen"}]
    assert ward(guardian="dao", until=fourteen.isoformat())[0] == 201
    assert ask("POST", "sensors", BAND, sub="community_worker")[0] == 201
    now(fourteen - timedelta(seconds=1))
    see("WB-1", "fall")
    assert len(seen("fall")) == 1
    now(fourteen)  # and before any sweep
    assert ask("GET", "wards", query={"community": HERE}, **SERVICE)[1]["items"] == []
    sweep()
    assert endings(told) == ["mei"]
    assert endings(told, "watching-ended-of-ward") == ["dao"]
    see("WB-1", "fall", ago=-60)
    assert len(seen("fall")) == 1
    assert ward(days=300, document="本人同意书")[0] == 201
    assert ask("GET", "me", sub="mei")[1]["ward"]["guardian"] is None


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"days": 366}, "not-then"),
        ({"days": -1}, "not-then"),
        ({"grid": THERE + "001"}, "not-found"),
        ({"person": "stranger"}, "person-elsewhere"),
    ],
)
def test_it_has_an_end_and_a_place(ward, more, code):
    said = ward(**more)[1]
    assert code in (said["code"], *(one["code"] for one in said.get("errors", ())))


def test_the_same_again_is_the_same_and_another_is_refused(ward):
    assert ward() == ward()
    assert ward(document="另一份")[1]["code"] == "watched-already"


def test_where_he_lives_is_kept_sealed(ward, row):
    ward()
    assert not [one for one in row.scan() if WHERE in str(one.attribute_values)]


@pytest.mark.parametrize("how", ["his own", "the community", "time"])
def test_it_ends_and_takes_his_sensors_with_it(fall, ask, how, see, seen, sweep, now, machine, row):
    if how == "his own":
        assert ask("POST", "me/withdrawals", {}, sub="mei")[0] == 201
    elif how == "the community":
        body = {"reason": "搬走了"}
        assert ask("POST", "wards/mei/endings", body, sub="community_worker")[0] == 201
    else:
        now(now() + timedelta(days=30))
        sweep()
    me = ask("GET", "me", sub="mei")[1]
    assert me["ward"]["ended_at"]
    assert me["ward"]["where"] == ""
    see("WB-1", "fall")
    assert len(seen("fall")) == 1
    assert not [one for one in row.scan() if one.pk.startswith("quarantine#")]
    assert row.get("sensor#WB-1", "sensor").expires is not None
    assert ask("GET", "sensors", sub="official", query={"community": HERE})[1]["items"] == []


def test_one_who_was_a_ward_may_be_one_again(ward, ask):
    ward()
    ask("POST", "wards/mei/endings", {"reason": "搬走了"}, sub="community_worker")
    assert ward(document="另一份")[1]["ended_at"] is None


def test_who_goes_there_sees_who_fell_and_he_sees_that(fall, ask):
    path = f"sightings/{fall.id}/person"
    assert ask("GET", path, sub="grid_worker")[1]["code"] == "purpose-missing"
    assert ask("GET", path, sub="grid_worker", linli_purpose="visit")[0] == 403
    assert ask("GET", path, sub="property_manager", linli_purpose="incident")[0] == 403
    assert ask("GET", path, sub="far_grid_worker", linli_purpose="incident")[0] == 404
    assert ask("GET", "lookups", sub="mei")[1]["items"] == []
    shown = ask("GET", path, sub="grid_worker", linli_purpose="incident")
    assert shown == (200, {"person": "mei", "where": WHERE, "names": {}})
    [look] = ask("GET", "lookups", sub="mei")[1]["items"]
    assert (look["by"], look["what"], look["purpose"]) == ("grid_worker", "person", "incident")
    assert ask("GET", "lookups", sub="grid_worker")[1]["items"] == []
    listed = ask("GET", f"sightings/{fall.id}/looks", sub="auditor")
    assert listed[0] == 404  # he has no office there


def test_clips_are_seen_for_an_incident_and_leave_a_trace(fall, ask):
    path = f"sightings/{fall.id}/clips"
    [clip] = ask("GET", path, sub="official", linli_purpose="incident")[1]["items"]
    assert (clip["ref"], clip["erased_at"]) == ("r/1", None)
    looks = ask("GET", f"sightings/{fall.id}/looks", sub="community_worker")[1]["items"]
    assert [(one["by"], one["what"]) for one in looks] == [("official", "clips")]


def test_no_list_says_who_fell(fall, ask):
    for path in ("sightings", f"sightings/{fall.id}"):
        query = {"community": HERE, "kind": "fall"} if path == "sightings" else {}
        status, said = ask("GET", path, sub="grid_worker", query=query)
        assert (status, "mei" in str(said)) == (200, False)


@pytest.mark.parametrize("stage", ["closed", "noted"])
def test_who_answers_when_nobody_waits_for_it_any_more_hears_that(fall, ask, seen, stage):
    from functions.environment.sightings import store
    from linli.store import commit

    path = f"sightings/{fall.id}/answers"
    assert ask("POST", path, {"said": "well"}, sub="mei", idempotency_key="key-0001")[0] == 201
    commit(store.keep(seen("fall")[0].model_copy(update={"stage": stage}), ()))
    before = seen("fall")[0]
    for body in ({"said": "help"}, {"said": "well", "fell": True}):
        status, problem = ask("POST", path, body, sub="mei", idempotency_key="key-0002")
        assert (status, problem["code"], "120" in problem["title"]) == (409, "fall-over", True)
    again = ask("POST", path, {"said": "well"}, sub="mei", idempotency_key="key-0001")
    assert (again[0], again[1]["stage"]) == (201, stage)
    assert seen("fall")[0] == before


def test_only_he_or_who_answers_for_him_answers(fall, ask, seen):
    path, body = f"sightings/{fall.id}/answers", {"said": "well", "fell": True}
    assert ask("POST", path, body, sub="community_worker", idempotency_key="k-0000001")[0] == 404
    status, said = ask("POST", path, body, sub="mei", idempotency_key="k-0000001")
    assert (status, said["stage"]) == (201, "well")
    assert seen("fall")[0].outcome == "real"


def test_who_was_asked_beside_him_answers_in_his_own_name(fall, ask, mandate, seen):
    path, body = f"sightings/{fall.id}/answers", {"said": "help"}
    mandate("dao", scopes=("profile",))
    assert ask("POST", path, body, sub="dao", idempotency_key="k-0000001")[0] == 404
    mandate("dao", "guardian")
    assert ask("POST", path, body, sub="dao", idempotency_key="k-0000001")[0] == 201
    assert (seen("fall")[0].stage, seen("fall")[0].answers[0].by) == ("raised", "dao")


@pytest.fixture
def acting(people):
    """acting("guardian", scopes) -> as whom the official asks, who acts for Mei."""
    from linli import members, roles
    from linli.store import Write, commit, load

    def acting(kind, scopes=()):
        about = {"id": "m1", "kind": kind, "person": "official", "principal": "mei"}
        times = {"since": "2026-01-01T00:00:00Z", "until": "2099-01-01T00:00:00Z"}
        mandate = roles.Mandate.model_validate({**about, **times, "scopes": scopes})
        before = load("actor#official", "memberships", roles.Actor)
        after = before.model_copy(update={"held": (mandate,)})
        commit(Write("actor#official", "memberships", after))
        members.forget()
        return {"sub": "official", "linli_for": "mei"}

    return acting


def test_no_helper_sees_or_ends_for_him_that_he_is_watched_over(fall, ask, acting):
    from linli import scopes

    helper = acting("helper", tuple(scopes.NAMES))
    for method, path in (("GET", "me"), ("GET", "lookups"), ("POST", "me/withdrawals")):
        said = ask(method, path, **helper)
        assert (said[0], said[1]["code"]) == (403, "beyond-mandate"), path
    assert ask("GET", "me", sub="mei")[1]["ward"]["ended_at"] is None


def test_his_guardian_ends_for_him_that_he_is_watched_over_and_he_sees_that(
    fall, ask, acting, told
):
    guardian = acting("guardian")
    assert ask("GET", "me", **guardian)[1]["ward"]["document"]
    assert ask("GET", "lookups", **guardian)[1]["code"] == "beyond-mandate"
    status, said = ask("POST", "me/withdrawals", **guardian)
    assert (status, said["ended_by"]) == (201, "official")
    assert ask("GET", "me", sub="mei")[1]["ward"]["ended_by"] == "official"
    assert endings(told) == ["mei"]


def endings(told, template="watching-ended"):
    """Who was told that somebody watches over him, or whom he answers for, no more."""
    notices = [one for name, one in told() if name == "NoticeAsked"]
    return [one["person"] for one in notices if one["template"] == f"environment.{template}"]


@pytest.mark.parametrize(("by", "others"), [("dao", []), ("mei", ["dao"]), ("li", ["dao"])])
def test_the_guardian_who_agreed_is_told_that_it_ended_unless_he_said_so(
    mandate, ward, told, by, others
):
    from functions.environment.sightings.wards import acts

    mandate("dao", "guardian")
    ward(guardian="dao")
    for _ in range(2):
        acts.end("mei", by, "")
    assert endings(told, "watching-ended-of-ward") == others
    assert endings(told) == ([] if by == "mei" else ["mei"])


def test_he_is_told_that_it_ended_unless_he_said_so(ward, ask, told):
    ward()
    ask("POST", "wards/mei/endings", {"reason": "搬走了"}, sub="community_worker")
    ask("POST", "wards/mei/endings", {"reason": "搬走了"}, sub="community_worker")
    assert endings(told) == ["mei"]
    ward(document="另一份")
    assert ask("POST", "me/withdrawals", sub="mei")[0] == 201
    assert endings(told) == ["mei"]


def test_incidents_is_told_where_he_lives_and_he_sees_that(fall, ask):
    from functions.environment import answers
    from tests.conftest import CONTEXT

    def told(asking="incidents", sighting=fall.id):
        given = {"sighting": sighting, "by": "wang", "purpose": "incident"}
        asked = {"asking": asking, "question": "home_of", "with": given}
        return answers.handler(asked, CONTEXT)

    assert told() == {"answer": WHERE}
    assert told(sighting="0" * 26) == {"answer": ""}
    assert "refused" in told(asking="notify")
    [look] = ask("GET", "lookups", sub="mei")[1]["items"]
    assert (look["by"], look["what"]) == ("wang", "handover")


def test_people_find_what_it_was_once(fall, ask):
    path, body = f"sightings/{fall.id}/findings", {"outcome": "real", "note": "已扶起"}
    said = ask("POST", path, body, sub="grid_worker", idempotency_key="k-0000002")
    assert (said[0], said[1]["stage"], said[1]["why"]) == (201, "raised", "found")
    again = ask("POST", path, body, sub="grid_worker", idempotency_key="k-0000002")
    assert again[1]["found"] == said[1]["found"]
    other = body | {"outcome": "false", "note": "没有事"}
    said = ask("POST", path, other, sub="community_worker", idempotency_key="k-0000003")
    assert said[1]["code"] == "found-already"


@pytest.mark.parametrize("more", [{"outcome": "real"}, {"note": "没有事"}])
def test_what_somebody_found_is_not_silently_left_as_it_was(fall, ask, seen, more):
    path, body = f"sightings/{fall.id}/findings", {"outcome": "false", "note": "看过"}
    assert ask("POST", path, body, sub="grid_worker", idempotency_key="k-0000001")[0] == 201
    said = ask("POST", path, body | more, sub="grid_worker", idempotency_key="k-0000002")
    assert (said[0], said[1]["code"]) == (409, "found-already")
    assert (seen("fall")[0].found.outcome, seen("fall")[0].found.note) == ("false", "看过")


def test_that_it_was_a_fall_may_be_added_and_taken_back(fall, ask, seen):
    path = f"sightings/{fall.id}/answers"
    for fell, outcome, kept in (
        (False, "false", 1),
        (True, "real", 2),
        (True, "real", 2),
        (False, "false", 3),
    ):
        body = {"said": "well", "fell": fell}
        status, said = ask("POST", path, body, sub="mei", idempotency_key="k-0000001")
        assert (status, said["stage"], len(said["answers"])) == (201, "well", kept)
        assert seen("fall")[0].outcome == outcome


def test_a_key_does_not_deny_that_it_was_a_fall(fall, ask, seen):
    from functions.environment.sightings import acts

    acts.ask(fall.id, 1)
    path, body = f"sightings/{fall.id}/answers", {"said": "well", "fell": True}
    assert ask("POST", path, body, sub="mei", idempotency_key="k-0000001")[0] == 201
    acts.hear(f"sighting#{fall.id}", "mei", "1")
    assert seen("fall")[0].outcome == "real"


def test_help_is_called_however_often_there_was_an_answer(fall, ask, seen):
    from functions.environment.sightings.model import MOST

    path = f"sightings/{fall.id}/answers"
    for number in range(MOST + 1):
        body = {"said": "well", "fell": bool(number % 2)}
        assert ask("POST", path, body, sub="mei", idempotency_key="k-0000001")[0] == 201
    assert seen("fall")[0].stage == "well"
    said = ask("POST", path, {"said": "help"}, sub="mei", idempotency_key="k-0000001")
    assert (said[0], said[1]["stage"]) == (201, "raised")
    assert [one.said for one in seen("fall")[0].answers] == ["well"] * (MOST - 1) + ["help"]


def test_with_its_community_all_of_it_ends(fall, ask, hear, seen):
    file = json.loads(Path("events/samples/accounts/CommunityClosed.json").read_text("utf-8"))
    for _ in range(2):
        assert hear(("CommunityClosed", file | {"community": HERE})) == []
    assert ask("GET", "me", sub="mei")[1]["ward"]["ended_at"]
    assert seen("fall")[0].stage == "closed"


def test_that_somebody_was_watched_over_is_forgotten_in_its_time(ward, ask, now, row):
    from functions.environment.sightings import rows

    ward()
    assert row.get("ward#mei", "ward").expires is None
    assert ask("POST", "wards/mei/endings", {"reason": "搬走"}, sub="community_worker")[0] == 201
    until = now() + rows.WARD_KEPT(now())
    assert row.get("ward#mei", "ward").expires == int(until.timestamp())
    service = {"sub": "community_worker", "linli_purpose": "service"}
    shown = ask("GET", "wards/mei", **service)[1]["kept_until"]
    assert datetime.fromisoformat(shown) == until
    now(until)
    assert ask("GET", "wards/mei", **service)[0] == 404
    assert ask("GET", "me", sub="mei")[1]["ward"] is None
    assert ward()[0] == 201  # be the old row gone by then or not
    assert row.get("ward#mei", "ward").expires is None
