"""What people say of an incident, and what the rules, and a person, make of it."""

import pytest

PLACE = "140105001001"


def stored(one):
    from functions.incidents import store

    return store.incident(one)


def code(answer):
    return answer[0], answer[1].get("code")


def test_each_statement_is_a_row_and_the_grade_follows(fire, person):
    for body, grade, row in (
        ({"deaths": 1, "reason": "one found"}, "IV", "G-FIRE-IV-deaths"),
        ({"deaths": 3, "reason": "three in all"}, "III", "G-FIRE-III-deaths"),
        ({"seriously_injured": 50, "reason": "hospital"}, "II", "G-FIRE-II-injured"),
        ({"seriously_injured": 5, "reason": "miscounted"}, "III", "G-FIRE-III-deaths"),
    ):
        status, fact = person("li").post(f"{fire}/facts", body)
        assert (status, fact["kind"], fact["graded"]["row"]) == (201, "stated", row)
        assert stored(fire).grade == grade
    known = person("zhao").get(f"/{fire}/facts")[1]
    assert [one["figures"]["deaths"] for one in known["statements"]] == [1, 3, None, None]
    assert (known["figures"]["deaths"], known["figures"]["seriously_injured"]) == (3, 5)
    assert (known["grading"]["verified"], known["grading"]["article"]) == (False, "EC-ACC#3")


def test_a_statement_that_changes_no_grade_says_none(fire, person):
    person("li").post(f"{fire}/facts", {"deaths": 1, "reason": "one found"})
    fact = person("li").post(f"{fire}/facts", {"evacuated": 20, "reason": "stairs cleared"})[1]
    assert (fact["kind"], fact["graded"]) == ("stated", None)


def test_the_same_statement_again_is_one(fire, person):
    body = {"deaths": 1, "reason": "one found"}
    first = person("li").post(f"{fire}/facts", body, key="key-0000001")
    assert person("li").post(f"{fire}/facts", body, key="key-0000001") == first
    assert len(person("li").get(f"/{fire}/facts")[1]["statements"]) == 1


@pytest.mark.parametrize(
    ("category", "days", "status"),
    [("A1", 29, 201), ("A1", 31, 409), ("A6", 6, 201), ("A6", 8, 409)],
)
def test_what_is_known_changes_for_thirty_days_and_of_a_fire_for_seven(
    duty, hear, machine, person, advance, category, days, status
):
    from tests.functions.incidents.grading.conftest import judged

    one = judged(hear, machine, category)
    advance(PLACE, days * 86_400)
    answer = person("li").post(f"{one}/facts", {"deaths": 1, "reason": "died in hospital"})
    assert answer[0] == status
    if status == 409:
        assert answer[1]["code"] == "past-supplement"


def test_what_cannot_be_is_refused(fire, person):
    def say(**body):
        return code(person("li").post(f"{fire}/facts", {"reason": "xx"} | body))

    assert say() == (422, "nothing-said")
    assert say(deaths=-1) == (422, "invalid")
    assert say(deaths=1, learned_at="2020-01-01T00:00:00Z") == (422, "not-then")
    assert say(deaths=1, learned_at="2120-01-01T00:00:00Z") == (422, "not-then")
    assert say(deaths=1, reason="call +8617000000001") == (422, "names-a-person")
    assert code(person("ops").post(f"{fire}/facts", {"deaths": 1, "reason": "xx"}))[0] == 403
    assert code(person("far").post(f"{fire}/facts", {"deaths": 1, "reason": "xx"}))[0] == 404
    assert stored(fire).figures.deaths is None


def test_an_official_grades_beside_the_rules(fire, person):
    person("li").post(f"{fire}/facts", {"deaths": 1, "reason": "one found"})
    body = {"grade": "II", "reason": "more are missing"}
    assert code(person("zhao").post(f"{fire}/grades", body)) == (403, "forbidden")
    status, fact = person("guan").post(f"{fire}/grades", body)
    assert (status, fact["kind"], fact["graded"]["by"]) == (201, "graded-by-person", "guan")
    known = person("guan").get(f"/{fire}/facts")[1]
    assert (known["grade"], known["grading"]["row"]) == ("IV", "G-FIRE-IV-deaths")
    by_person = known["grading_by_person"]
    assert (by_person["grade"], by_person["reason"]) == ("II", "more are missing")
    duties = {one["id"] for one in person("guan").get(f"/{fire}/reports")[1]["duties"]}
    assert {"D2-city", "D2-province", "D2-state"} <= duties


@pytest.mark.parametrize(
    ("category", "reason"), [("S2", "class-not-graded"), ("O2", "no-emergency")]
)
def test_what_the_law_never_grades_nobody_grades(duty, hear, machine, person, category, reason):
    from tests.functions.incidents.grading.conftest import judged

    one = judged(hear, machine, category)
    body = {"grade": "IV", "reason": "to be safe"}
    assert code(person("guan").post(f"{one}/grades", body)) == (409, reason)
    person("li").post(f"{one}/facts", {"deaths": 3, "reason": "three"})
    assert (stored(one).grade, stored(one).grade_reason) == (None, reason)


def test_where_the_table_is_pending_a_person_may(duty, hear, machine, person):
    from tests.functions.incidents.grading.conftest import judged

    one = judged(hear, machine, "P3")
    assert stored(one).grade_reason == "table-pending"
    assert person("guan").post(f"{one}/grades", {"grade": "III", "reason": "40 ill"})[0] == 201


def test_the_rows_are_shown_with_their_sources(person):
    grades = person("zhao").get("/grades", community=PLACE)[1]["items"]
    by_id = {one["id"]: one for one in grades}
    assert by_id["G-SE-IV-trapped"]["verified"]
    assert not by_id["G-FIRE-I-deaths"]["verified"]
    categories = person("zhao").get("/categories", community=PLACE)[1]["items"]
    assert {"A4.1", "S1", "O8"} <= {one["id"] for one in categories}
    assert code(person("gao").get("/grades", community=PLACE)) == (403, "forbidden")
