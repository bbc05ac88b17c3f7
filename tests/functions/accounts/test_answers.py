"""What notify hears of people: how one is reached, and who is somewhere, each once."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import CONTEXT
from tests.functions.accounts.conftest import CITY, GRID, HERE, SUBDISTRICT, THERE

PHONE = "+8617000000001"


@pytest.fixture
def tell(key):
    from functions.accounts import answers

    def tell(question, asking="notify", **given):
        return answers.handler({"asking": asking, "question": question, "with": given}, CONTEXT)

    return tell


def test_a_person_is_reached_by_his_own_telephone(tell, enrol):
    sub = enrol(phone=PHONE, language="en")
    known = {"name": "王秀英", "phone": PHONE, "email": None, "language": "en"}
    assert tell("reach", person=sub) == {"answer": known}
    nobody = {"name": "", "phone": None, "email": None, "language": "zh"}
    assert tell("reach", person="nobody") == {"answer": nobody}


def test_a_person_is_reached_by_the_email_that_he_gave(tell, ask, enrol, row):
    sub, mine = enrol(phone=PHONE), {"language": "en", "email": "wang@example.org"}
    assert ask("PUT", "me", mine, sub=sub, if_match=1)[0] == 200
    known = {"name": "王秀英", "phone": PHONE, **mine}
    assert tell("reach", person=sub) == {"answer": known}
    assert "example.org" not in str([one.serialize() for one in row.scan()])


@pytest.mark.parametrize("question", ["reach", "people_of", "person"])
def test_nobody_else_is_told(tell, question):
    for asking in ("incidents", "facilities", "", "accounts"):
        given = {"person": "x"} if question == "reach" else {"place": HERE}
        told = tell(question, asking=asking, **given)
        assert told == {"refused": {"code": "forbidden", "status": 403}}


def test_facilities_hears_who_holds_a_role_somewhere_and_nothing_else_of_them(tell, ask):
    ask("POST", "actors/wang/memberships", {"role": "grid_worker", "place": GRID})
    ask("POST", "actors/li/memberships", {"role": "resident", "place": HERE})
    told = tell("holders", asking="facilities", place=HERE, role="grid_worker")
    assert told == {"answer": ["wang"]}
    assert tell("holders", place=HERE, role="grid_worker")["refused"]["code"] == "forbidden"


def test_incidents_hears_what_a_community_is_called(tell, ask):
    name = {"zh": "坞城社区", "en": "Wucheng"}
    assert tell("community", asking="incidents", place=THERE) == {"answer": None}
    ask("POST", "communities", {"code": THERE, "name": name})
    assert tell("community", asking="incidents", place=f"{THERE}001") == {"answer": name}
    assert tell("community", place=THERE)["refused"]["code"] == "forbidden"


def test_environment_hears_what_people_of_a_place_are_called_and_they_see_that(tell, ask, enrol):
    mei, dao = enrol(name="梅"), enrol(name="道", place=THERE)
    ask("POST", f"actors/{mei}/memberships", {"role": "resident", "place": HERE})
    given = {"place": HERE, "people": [mei, dao, "nobody"], "by": "li", "purpose": "service"}
    assert tell("called", **given)["refused"]["code"] == "forbidden"
    assert tell("called", asking="environment", **given) == {"answer": {mei: "梅"}}
    [look] = ask("GET", "lookups", sub=mei)[1]["items"]
    assert (look["by"], look["what"], look["purpose"]) == ("li", "name", "service")
    assert look["place"] == HERE
    for other in (dao, "nobody"):
        assert ask("GET", "lookups", sub=other)[1]["items"] == []


@pytest.mark.parametrize("odd", [{"place": "x"}, {"place": HERE, "limit": 101}, {}])
def test_an_odd_question_is_refused(tell, odd):
    assert tell("people_of", **odd)["refused"]["code"] == "invalid"


def everyone(tell, place, role=None, limit=100):
    found, after = [], ""
    while True:
        page = tell("people_of", place=place, role=role, after=after, limit=limit)["answer"]
        found += [one["person"] for one in page["people"]]
        if page["next"] is None:
            return found
        after = page["next"]


def test_who_is_somewhere_has_a_telephone_or_none(tell, ask, enrol):
    sub = enrol(phone=PHONE)
    ask("POST", f"actors/{sub}/memberships", {"role": "resident", "place": HERE})
    ask("POST", "actors/wang/memberships", {"role": "grid_worker", "place": GRID})
    page = tell("people_of", place=HERE)["answer"]
    assert page == {
        "people": [
            {"person": sub, "phone": PHONE, "language": "zh"},
            {"person": "wang", "phone": None, "language": "zh"},
        ],
        "next": None,
    }
    assert everyone(tell, HERE, "grid_worker") == ["wang"]
    assert everyone(tell, THERE) == []


def test_who_is_no_more_or_not_by_now_is_not_among_them(tell, ask, advance):
    from tests.functions.accounts.conftest import soon

    post = {"role": "resident", "place": HERE}
    ask("POST", "actors/a/memberships", {**post, "until": soon(hours=1)})
    ask("POST", "actors/b/memberships", post)
    ask("POST", "actors/c/memberships", post)
    ask("POST", "actors/c/endings", post)
    assert everyone(tell, HERE) == ["a", "b"]
    advance(HERE, 3601)
    assert everyone(tell, HERE) == ["b"]


ROLES = st.sampled_from(["resident", "volunteer", "merchant"])
PLACES = st.sampled_from([HERE, GRID, THERE, "140106001001"])
GIVEN = st.lists(st.tuples(st.sampled_from("abcdef"), ROLES, PLACES), max_size=12)


@given(
    grants=GIVEN,
    place=st.sampled_from([HERE, GRID, SUBDISTRICT, CITY]),
    role=st.none() | ROLES,
    limit=st.integers(1, 4),
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_each_is_told_of_once_however_much_he_is_and_however_it_is_paged(
    tell, row, grants, place, role, limit
):
    from functions.accounts.members import api as members_api
    from functions.accounts.members.model import Grant
    from linli.places import within

    for one in row.scan():
        if not one.pk.startswith("key#"):
            one.delete()
    for n, (sub, given_role, at) in enumerate(grants):
        members_api._give(sub, Grant(role=given_role, place=at), ("op",), f"{n:026}")
    there = {s for s, r, p in grants if within(p, place) and role in (None, r)}
    found = everyone(tell, place, role, limit)
    assert sorted(found) == sorted(there)


def grant(ask, sub, role, place):
    assert ask("POST", f"actors/{sub}/memberships", {"role": role, "place": place})[0] in (201, 202)


def test_incidents_hears_what_staff_of_a_place_are_called_and_of_nobody_else(tell, ask, enrol):
    worker, resident, far = (enrol(phone=f"+861700000000{n}") for n in range(3))
    grant(ask, worker, "grid_worker", GRID)
    grant(ask, resident, "resident", HERE)
    grant(ask, far, "grid_worker", THERE)
    asked = {"place": HERE, "people": [worker, resident, far, "nobody"]}
    for asking in ("devices", "incidents"):
        assert tell("staff", asking=asking, **asked) == {"answer": {worker: "王秀英"}}
    assert tell("staff", asking="notify", **asked)["refused"]["code"] == "forbidden"


def test_how_staff_are_reached_is_told_for_a_purpose_and_they_see_to_whom(tell, ask, enrol):
    worker, resident = enrol(phone=PHONE), enrol(phone="+8617000000002")
    grant(ask, worker, "grid_worker", GRID)
    grant(ask, resident, "resident", HERE)
    asked = {"place": HERE, "people": [worker, resident], "by": "zhao", "purpose": "incident"}
    known = {"person": worker, "name": "王秀英", "phone": PHONE}
    assert tell("contacts", asking="incidents", **asked) == {"answer": [known]}
    [look] = ask("GET", "lookups", sub=worker)[1]["items"]
    assert (look["by"], look["what"], look["purpose"]) == ("zhao", "contact", "incident")
    assert ask("GET", "lookups", sub=resident)[1]["items"] == []
    assert tell("contacts", asking="notify", **asked)["refused"]["code"] == "forbidden"
    assert tell("contacts", asking="incidents", **asked | {"purpose": "x"})["refused"]
    ask("POST", f"actors/{worker}/endings", {"role": "grid_worker", "place": GRID})
    assert tell("contacts", asking="incidents", **asked) == {"answer": []}
    named = {"place": HERE, "people": [worker]}
    assert tell("staff", asking="incidents", **named) == {"answer": {worker: "王秀英"}}
