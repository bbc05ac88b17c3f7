"""Personal data of an emergency: sealed, seen by who handles it with a purpose, and then gone."""

import json
from datetime import timedelta

from tests.functions.incidents.records.conftest import ANNA, PLACE

SECRETS = ("王桂兰", "17000000042", "吸氧")
DAY = 86_400


def stored(one):
    from functions.incidents import store

    return store.incident(one)


def told(row):
    """All bytes of all rows, and of what they make known."""
    return json.dumps(
        [[one.pk, one.sk, one.body, one.request, one.events] for one in row.scan()],
        ensure_ascii=False,
    )


def kinds(one):
    from functions.incidents import store

    return [fact.kind for fact in store.timeline(stored(one))]


def test_who_handles_it_sees_it_and_each_look_is_kept(one, ask, person):
    assert ask("wang", "POST", f"{one}/records", ANNA)[0] == 201
    for sub, status in (("li", 200), ("zhao", 200), ("guan", 200), ("wang", 403), ("sun", 403)):
        answer = ask(sub, "GET", f"{one}/records")
        assert answer[0] == status, sub
        if status == 200:
            [seen] = answer[1]["items"]
            assert {name: seen[name] for name in ANNA} == ANNA
            assert seen["by"] == "wang"
    assert [ask(sub, "GET", f"{one}/records")[0] for sub in ("ops", "gao", "far")] == [
        403,
        403,
        404,
    ]
    looks = person("guan").get(f"/{one}/records/looks")[1]
    assert [(look["by"], look["purpose"], look["records"]) for look in looks["items"]] == [
        ("li", "incident", 1),
        ("zhao", "incident", 1),
        ("guan", "incident", 1),
    ]
    assert not any(secret in json.dumps(looks, ensure_ascii=False) for secret in SECRETS)


def test_without_the_purpose_nobody_sees_or_writes_anything(one, ask):
    assert ask("li", "POST", f"{one}/records", ANNA, purpose="")[1]["code"] == "purpose-missing"
    assert ask("li", "POST", f"{one}/records", ANNA, purpose="visit")[0] == 403
    assert ask("zhao", "GET", f"{one}/records", purpose="census")[0] == 403


def test_nothing_of_it_is_readable_in_rows_or_logs(one, ask, row, written):
    assert ask("li", "POST", f"{one}/records", ANNA)[0] == 201
    ask("zhao", "GET", f"{one}/records")
    kept = told(row) + written()
    assert not any(secret in kept for secret in SECRETS)


def test_nor_can_it_be_tried_by_the_digest_of_the_request(one, ask, row):
    import hashlib

    from functions.incidents.records.model import Person

    ask("li", "POST", f"{one}/records", ANNA)
    text = f"{one}|{Person.model_validate(ANNA).model_dump_json()}"
    assert hashlib.sha256(text.encode()).hexdigest() not in told(row)


def test_the_same_request_again_is_one_record(one, ask):
    first = ask("li", "POST", f"{one}/records", ANNA)
    assert ask("li", "POST", f"{one}/records", ANNA) == first
    assert len(ask("zhao", "GET", f"{one}/records")[1]["items"]) == 1
    other = ask("li", "POST", f"{one}/records", ANNA | {"need": "别的"})
    assert (other[0], other[1]["code"]) == (422, "idempotency-key-reused")


def test_at_the_end_it_is_destroyed_and_no_byte_of_it_remains(
    one, ask, person, closed, row, sweep, advance
):
    from functions.incidents.records import store

    for number in range(3):
        ask("li", "POST", f"{one}/records", ANNA, key=f"key-000000{number}")
    sealed = [record.sealed for record in store.records(one)]
    assert len(sealed) == 3
    advance(PLACE, 20 * DAY)
    sweep()
    assert len([*store.records(one)]) == 3  # the emergency goes on
    closed(one)
    assert ask("zhao", "GET", f"{one}/records")[1]["code"] == "incident-over"
    assert (
        ask("li", "POST", f"{one}/records", ANNA, key="key-0000009")[1]["code"] == "incident-over"
    )
    until = person("guan").get(f"/{one}/records/looks")[1]
    assert until["rule"] == "R-keep"
    advance(PLACE, 2 * DAY)
    sweep()
    advance(PLACE, 4 * DAY)
    sweep()
    assert len([*store.records(one)]) == 3
    advance(PLACE, DAY + 60)
    sweep()
    assert [*store.records(one)] == []
    left = told(row)
    assert not any(text in left for text in (*sealed, *SECRETS))
    tombs = [json.loads(kept.body) for kept in row.query(f"record#{one}")]
    assert {(tomb["rule"], tomb["by"]) for tomb in tombs} == {("R-keep", "")}
    assert all(tomb["destroyed_at"] for tomb in tombs)
    assert kinds(one)[-1] == "destroyed"
    advance(PLACE, 90 * DAY)
    sweep()
    assert kinds(one).count("destroyed") == 1


def test_one_review_with_a_reason_keeps_it_longer_and_no_second(
    one, ask, person, closed, sweep, advance
):
    from functions.incidents.records import store

    body = {"reason": "事故调查需要", "days": 20}
    ask("li", "POST", f"{one}/records", ANNA)
    assert person("guan").post(f"{one}/records/reviews", body)[1]["code"] == "wrong-stage"
    closed(one)
    assert person("zhao").post(f"{one}/records/reviews", body)[0] == 403
    assert person("guan").post(f"{one}/records/reviews", body)[0] == 201
    assert person("guan").post(f"{one}/records/reviews", body)[1]["code"] == "reviewed-already"
    advance(PLACE, 19 * DAY)
    sweep()
    assert len([*store.records(one)]) == 1
    advance(PLACE, DAY + 60)
    sweep()
    assert [*store.records(one)] == []
    assert store.keeping(one).rule == "R-review"
    again = person("guan").post(f"{one}/records/reviews", body | {"days": 3})
    assert again[1]["code"] == "nothing-kept"


def test_no_review_keeps_it_beyond_the_row(one, ask, person, closed, sweep, advance):
    from functions.incidents.records import store

    ask("li", "POST", f"{one}/records", ANNA)
    closed(one)
    person("guan").post(f"{one}/records/reviews", {"reason": "事故调查", "days": 365})
    until = store.keeping(one).reviewed.until - stored(one).closed_at
    assert until == timedelta(days=37)
    advance(PLACE, 37 * DAY + 60)
    sweep()
    assert [*store.records(one)] == []


def test_what_was_reopened_in_time_goes_on(one, ask, person, closed, sweep, advance):
    from functions.incidents.records import store

    ask("li", "POST", f"{one}/records", ANNA)
    closed(one)
    person("zhao").post(f"{one}/reopenings", {"reason": "again"})
    advance(PLACE, 30 * DAY)
    sweep()
    assert len([*store.records(one)]) == 1
    assert len(ask("zhao", "GET", f"{one}/records")[1]["items"]) == 1
