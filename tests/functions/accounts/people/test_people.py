"""People: written down once, their telephones sealed, and looked at only with a trace."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.functions.accounts.conftest import CITY, GRID, HERE, SUBDISTRICT, THERE, soon

PHONE = "+8617000000001"
VISIT = {"linli_purpose": "visit"}


def everything(row):
    """All that the table holds, keys too."""
    return json.dumps(
        [{**one.attribute_values, "events": list(one.events or ())} for one in row.scan()],
        default=str,
    )


def child(years=9):
    return (datetime.now(UTC) - timedelta(days=365 * years)).date().isoformat()


def test_a_person_is_written_down_and_found_by_his_telephone(ask, enrol, row):
    from functions.accounts.people import store as store_people

    sub = enrol(phone=PHONE)
    known = store_people.person(sub)
    assert (known.name, known.place, known.by, known.minor_until) == ("王秀英", HERE, "clerk", None)
    assert store_people.phone(known) == PHONE
    assert store_people.of_phone(PHONE) == sub
    assert PHONE[3:] not in everything(row)


@pytest.mark.parametrize(
    "written", ["17000000001", "+86 170 0000 0001", "0086-170-0000-0001", "１７０００００００01"]
)
def test_a_telephone_is_the_same_however_it_is_written(ask, enrol, written):
    assert enrol(phone=PHONE) == enrol(phone=written)


@pytest.mark.parametrize("odd", ["", "1700", "+860", "abc", "+86170000000012345", "17000000001x"])
def test_what_is_no_telephone_is_refused_and_not_repeated(ask, member, odd):
    member("clerk", "community_worker", HERE)
    body = {"name": "x", "place": HERE, "phone": odd}
    status, problem = ask("POST", "people", body, sub="clerk")
    assert (status, problem["errors"][0]["pointer"]) == (422, "/body/phone")
    assert not odd or odd not in json.dumps(problem)


def test_the_same_request_writes_one_person(ask, enrol, row):
    key = {"sub": "clerk", "idempotency_key": "k" * 8}
    enrol("another")
    body = {"name": "王秀英", "place": HERE, "phone": PHONE}
    first = ask("POST", "people", body, **key)
    assert ask("POST", "people", body, **key) == first
    assert first == (201, {"id": first[1]["id"], "known": False})
    other = ask("POST", "people", {"name": "李", "place": HERE}, **key)
    assert (other[0], other[1]["code"]) == (422, "idempotency-key-reused")
    assert sum(one.pk.startswith("person#") for one in row.scan()) == 2


def test_whose_telephone_is_known_is_that_person_and_stays_as_he_is(ask, enrol):
    from functions.accounts.people import store as store_people

    sub = enrol(phone=PHONE)
    again = {"name": "别人", "place": HERE, "phone": PHONE}
    assert ask("POST", "people", again, sub="clerk")[1] == {"id": sub, "known": True}
    assert store_people.person(sub).name == "王秀英"


def test_of_two_who_write_down_one_telephone_at_once_both_mean_one_person(
    ask, enrol, monkeypatch, row
):
    from functions.accounts.people import store as store_people
    from functions.accounts.people.model import Person

    enrol("another")
    of_phone = store_people.of_phone

    def late(phone):
        monkeypatch.setattr(store_people, "of_phone", of_phone)
        store_people.enrol(Person(id="first", created_at=datetime.now(UTC)), phone)

    monkeypatch.setattr(store_people, "of_phone", late)
    body = {"name": "王秀英", "place": HERE, "phone": PHONE}
    answer = ask("POST", "people", body, sub="clerk")
    assert answer == (201, {"id": "first", "known": True})
    assert sum(one.pk.startswith("person#") for one in row.scan()) == 2


def test_of_a_child_is_kept_until_when_he_is_one_and_not_his_birthday(ask, enrol, act, row):
    from functions.accounts.people import store as store_people

    sub = enrol("小明", born="2020-02-29")
    assert store_people.person(sub).minor_until == date(2034, 3, 1)
    assert act(sub).minor_until == date(2034, 3, 1)
    assert "2020-02-29" not in everything(row)
    grown = enrol("大明", born="2000-01-01")
    assert store_people.person(grown).minor_until is None
    assert "2000-01-01" not in everything(row)


def test_a_child_has_no_telephone_of_his_own(ask, member, key):
    member("clerk", "community_worker", HERE)
    body = {"name": "小明", "place": HERE, "born": child(), "phone": PHONE}
    status, problem = ask("POST", "people", body, sub="clerk")
    assert (status, problem["code"]) == (422, "under-age")


@pytest.mark.parametrize("born", ["2999-01-01", "1850-01-01", "0001-01-01"])
def test_a_birthday_is_one_that_can_be(ask, member, key, born):
    member("clerk", "community_worker", HERE)
    body = {"name": "x", "place": HERE, "born": born}
    assert ask("POST", "people", body, sub="clerk")[1]["code"] == "no-birthday"


def test_a_community_that_left_writes_nobody_down(ask, member, key):
    opening = {"code": HERE, "name": {"zh": "坞城", "en": "W"}}
    ask("POST", "communities", opening)
    ask("POST", f"communities/{HERE}/closures")
    member("clerk", "community_worker", HERE)
    body = {"name": "x", "place": HERE}
    assert ask("POST", "people", body, sub="clerk")[1]["code"] == "community-closed"


def test_nobody_is_written_down_with_a_role(ask, member, key):
    member("clerk", "community_worker", HERE)
    for more in (
        {"memberships": []},
        {"role": "official"},
        {"id": "founder"},
        {"minor_until": None},
    ):
        body = {"name": "x", "place": HERE, **more}
        assert ask("POST", "people", body, sub="clerk")[0] == 422


def test_a_person_is_shown_to_who_has_a_purpose_and_he_sees_it(ask, enrol):
    sub = enrol(phone=PHONE)
    ask("POST", f"actors/{sub}/memberships", {"role": "resident", "place": GRID})
    status, shown = ask("GET", f"people/{sub}", query={"place": HERE}, sub="clerk", **VISIT)
    assert status == 200
    assert (shown["name"], shown["phone"], shown["under_fourteen"]) == ("王秀英", PHONE, False)
    assert [(one["role"], one["place"]) for one in shown["memberships"]] == [("resident", GRID)]
    [look] = ask("GET", "lookups", sub=sub)[1]["items"]
    assert (look["by"], look["purpose"], look["what"], look["place"]) == (
        "clerk",
        "visit",
        "profile",
        HERE,
    )


def test_a_look_has_the_name_of_who_looked(ask, enrol, row):
    from functions.accounts.people import store as store_people
    from functions.accounts.people.model import Person

    sub = enrol()
    store_people.enrol(Person(id="clerk", name="李娜", created_at=datetime.now(UTC)), None)
    for _ in range(3):
        ask("GET", f"people/{sub}", query={"place": HERE}, sub="clerk", **VISIT)
    looks = ask("GET", "lookups", sub=sub)[1]["items"]
    assert [one["name"] for one in looks] == ["李娜"] * 3
    assert [one["id"] for one in looks] == sorted((one["id"] for one in looks), reverse=True)
    assert ask("GET", "lookups", sub="clerk")[1]["items"] == []
    for one in row.query(f"lookup#{sub}"):
        kept = one.expires - int(datetime.now(UTC).timestamp())
        assert 3 * 365 * 86_400 - 60 < kept < 3 * 366 * 86_400 + 60


def test_without_a_trace_there_is_no_answer(ask, enrol, monkeypatch):
    from functions.accounts.people import store as store_people

    sub = enrol()

    def fails(*_):
        raise RuntimeError

    monkeypatch.setattr(store_people, "commit", fails)
    status, answer = ask("GET", f"people/{sub}", query={"place": HERE}, sub="clerk", **VISIT)
    assert (status, answer) == (500, {"status": 500, "code": "failed"})


def test_without_a_purpose_there_is_no_look(ask, enrol, row):
    sub = enrol()
    for path, query in ((f"people/{sub}", {"place": HERE}), ("people", {"place": HERE})):
        for purpose in ({}, {"linli_purpose": "curiosity"}):
            status, problem = ask("GET", path, query=query, sub="clerk", **purpose)
            assert (status, problem["code"]) == (422, "purpose-missing")
    assert row.count(f"lookup#{sub}") == 0


def test_a_person_of_another_place_is_not_there(ask, enrol, member, row):
    sub = enrol()
    member("clerk", "community_worker", THERE)
    for other in (sub, "nobody"):
        assert ask("GET", f"people/{other}", query={"place": THERE}, sub="clerk", **VISIT)[0] == 404
    assert row.count(f"lookup#{sub}") == 0


def test_who_left_a_place_is_shown_there_no_more(ask, enrol, member):
    sub = enrol()
    post = {"role": "resident", "place": THERE}
    ask("POST", f"actors/{sub}/memberships", post)
    member("other", "community_worker", THERE)
    look = {"query": {"place": THERE}, "sub": "other"}
    assert ask("GET", f"people/{sub}", **look, **VISIT)[0] == 200
    ask("POST", f"actors/{sub}/endings", post)
    assert ask("GET", f"people/{sub}", **look, **VISIT)[0] == 404


def test_people_are_listed_twenty_at_once_and_each_sees_it(ask, enrol, key, row, member):
    for n in range(23):
        ask("POST", f"actors/r{n:02}/memberships", {"role": "resident", "place": HERE})
    ask("POST", "actors/r00/memberships", {"role": "volunteer", "place": HERE})
    member("clerk", "community_worker", SUBDISTRICT)
    listing = {"sub": "clerk", **VISIT}
    first = ask("GET", "people", query={"place": SUBDISTRICT}, **listing)[1]
    assert [one["id"] for one in first["items"]] == [f"r{n:02}" for n in range(20)]
    rest = ask("GET", "people", query={"place": SUBDISTRICT, "after": first["next"]}, **listing)[1]
    assert [one["id"] for one in rest["items"]] == ["r20", "r21", "r22", "r00"]
    assert rest["next"] is None
    assert [row.count(f"lookup#r{n:02}") for n in (0, 1, 22)] == [2, 1, 1]
    [look] = ask("GET", "lookups", sub="r01")[1]["items"]
    assert (look["what"], look["by"]) == ("list", "clerk")


@pytest.mark.parametrize("after", ["zzz", "|", "resident|zzz", "resident|", "nobody|1", "\x00"])
def test_an_odd_place_in_a_list_is_an_end_or_a_beginning(ask, member, after):
    member("clerk", "community_worker", HERE)
    query = {"place": HERE, "after": after}
    assert ask("GET", "people", query=query, sub="clerk", **VISIT)[0] == 200


@pytest.mark.parametrize(
    "role", ["resident", "volunteer", "merchant", "property_manager", "auditor"]
)
def test_who_has_no_business_with_people_sees_none(ask, enrol, member, role, row):
    sub = enrol()
    member("x", role, CITY)
    for path in ("people", f"people/{sub}"):
        assert ask("GET", path, query={"place": HERE}, sub="x", **VISIT)[0] == 403
    assert row.count(f"lookup#{sub}") == 0


def test_me_is_who_i_am(ask, enrol):
    sub = enrol(language="en")
    me = ask("GET", "me", sub=sub)[1]
    assert (me["name"], me["language"], me["memberships"]) == ("王秀英", "en", [])


MINE = {"language": "en", "email": "wang@example.org"}


def test_a_person_says_how_he_is_written_to_and_keeps_the_rest(ask, enrol):
    sub = enrol(phone=PHONE)
    before = ask("GET", "me", sub=sub)[1]
    assert (before["phone"], before["email"], before["version"]) == (PHONE, None, 1)
    status, me = ask("PUT", "me", MINE, sub=sub, if_match=1)
    assert (status, me) == (200, {**before, **MINE, "version": 2})
    assert ask("GET", "me", sub=sub)[1] == me
    status, problem = ask("PUT", "me", {"language": "zh"}, sub=sub, if_match=1)
    assert (status, problem["current"]) == (412, me)
    assert ask("PUT", "me", {"language": "zh"}, sub=sub, if_match=2)[1]["email"] is None
    assert ask("PUT", "me", MINE, sub="never-written", if_match=0)[0] == 200
    for odd in ({"name": "x"}, {"phone": PHONE}, {"email": "x"}, {"email": "a@b.cn\nBcc: c@d.cn"}):
        assert ask("PUT", "me", {**MINE, **odd}, sub=sub, if_match=3)[0] == 422


def test_another_address_needs_a_new_proof_and_a_language_none(ask, enrol):
    """Else who holds a browser of theirs would be told in their place for good."""
    sub = enrol(phone=PHONE)
    old = {"sub": sub, "claims": {"auth_time": datetime.now(UTC).timestamp() - 16 * 60}}
    new = {"sub": sub, "claims": {"auth_time": datetime.now(UTC).timestamp() - 60}}
    status, problem = ask("PUT", "me", MINE, if_match=1, **old)
    assert (status, problem["code"]) == (403, "proof-too-old")
    assert ask("PUT", "me", MINE, if_match=1, **new)[0] == 200
    assert ask("PUT", "me", {**MINE, "language": "zh"}, if_match=2, **old)[0] == 200
    for other in (None, "li@example.org"):
        assert ask("PUT", "me", {**MINE, "email": other}, if_match=3, **old)[0] == 403


def test_a_card_changes_nothing_of_how_its_owner_is_reached(ask, enrol):
    sub = enrol(phone=PHONE)
    status, problem = ask("PUT", "me", MINE, sub=sub, if_match=1, claims={"amr": "[card]"})
    assert (status, problem["code"]) == (403, "not-by-card")


def test_how_a_person_is_reached_neither_helper_nor_app_sees(ask, enrol):
    sub = enrol(phone=PHONE)
    ask("PUT", "me", MINE, sub=sub, if_match=1)
    helping = {"person": "daughter", "scopes": ["profile"], "until": soon(days=1)}
    assert ask("POST", "mandates", helping, sub=sub)[0] == 201
    status, seen = ask("GET", "me", sub="daughter", linli_for=sub)
    assert (status, seen["id"], seen["phone"], seen["email"]) == (200, sub, None, None)
    assert ask("PUT", "me", MINE, sub="daughter", linli_for=sub, if_match=2)[0] == 403
    app = {"name": {"zh": "x", "en": "x"}, "owner": "x", "scopes": ["profile"]}
    app |= {"id": "care", "redirects": ["https://x.example/back"], "per_minute": 9}
    assert ask("POST", "apps", app)[0] == 201
    consent = {"client": "care", "scopes": ["profile"]}
    assert ask("POST", "consents", consent, sub=sub)[0] == 201
    token = {"client_id": "care", "scope": "profile"}
    status, seen = ask("GET", "me", sub=sub, claims=token)
    assert (status, seen["name"], seen["phone"], seen["email"]) == (200, "王秀英", None, None)
    assert ask("PUT", "me", MINE, sub=sub, claims=token, if_match=2)[0] == 403


def test_nothing_of_a_telephone_is_logged(ask, enrol, written):
    sub = enrol(phone=PHONE)
    ask("GET", f"people/{sub}", query={"place": HERE}, sub="clerk", **VISIT)
    ask("POST", "people", {"name": "x", "place": HERE, "phone": PHONE + "000000"}, sub="clerk")
    assert "decided" in written()
    assert PHONE[3:] not in written()


def test_who_came_by_himself_gets_his_name_where_he_is_written_down(ask, enrol, key, member):
    from functions.accounts.people import store as store_people

    sub = store_people.whose(PHONE)
    assert enrol(phone=PHONE) == sub
    known = store_people.person(sub)
    assert (known.name, known.place, store_people.phone(known)) == ("王秀英", None, PHONE)
    assert enrol("别人", phone=PHONE) == sub
    assert store_people.person(sub).name == "王秀英"


def test_who_is_known_by_the_telephone_sees_who_asked_and_is_named_at_home_alone(ask, key, member):
    """Else any community could find out whose a number is, and write a name for them."""
    from functions.accounts.people import store as store_people

    sub = store_people.whose(PHONE)
    member(sub, "resident", THERE)
    body = {"name": "别人", "place": HERE, "phone": PHONE}
    assert ask("POST", "people", body, sub=member("near", "community_worker", HERE))[0] == 201
    assert store_people.person(sub).name == ""
    own = {**body, "name": "王秀英", "place": THERE}
    assert ask("POST", "people", own, sub=member("far", "community_worker", THERE))[0] == 201
    assert store_people.person(sub).name == "王秀英"
    seen = ask("GET", "lookups", sub=sub)[1]["items"]
    assert [(one["by"], one["what"], one["place"]) for one in seen] == [
        ("far", "name", THERE),
        ("near", "name", HERE),
    ]


def test_whose_role_is_over_by_its_date_is_listed_no_more(ask, enrol, advance):
    sub = enrol()
    grant = {"role": "volunteer", "place": HERE, "until": soon(days=1)}
    assert ask("POST", f"actors/{sub}/memberships", grant)[0] == 201
    asked = {"sub": "clerk", "query": {"place": HERE}, **VISIT}
    assert sub in [one["id"] for one in ask("GET", "people", **asked)[1]["items"]]
    advance(HERE, 2 * 86_400)
    assert sub not in [one["id"] for one in ask("GET", "people", **asked)[1]["items"]]
    assert len(ask("GET", "lookups", sub=sub)[1]["items"]) == 1
