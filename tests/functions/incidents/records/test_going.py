"""The destruction of personal data: marked, carried out to the last, never half done for good."""

import pytest

from tests.functions.incidents.records.conftest import ANNA, PLACE

DAY = 86_400


@pytest.fixture
def over(one, ask, closed, advance):
    """Closed with three records, and past the day on which they go."""
    for number in range(3):
        assert ask("li", "POST", f"{one}/records", ANNA, key=f"key-000000{number}")[0] == 201
    closed(one)
    advance(PLACE, 7 * DAY + 60)
    return one


def kinds(one):
    from functions.incidents import store

    return [fact.kind for fact in store.timeline(store.incident(one))]


def left(one):
    from functions.incidents.records import store

    return len([*store.records(one)])


def tend(one):
    from functions.incidents.records import acts

    acts.tend(f"keeping#{one}", "keeping")


def test_all_go_however_many_there_are(over, monkeypatch):
    from functions.incidents.records import store

    monkeypatch.setattr(store, "AT_ONCE", 1)
    tend(over)
    assert left(over) == 0
    assert kinds(over)[-1] == "destroyed"


def test_nothing_is_touched_before_it_is_marked_and_it_is_not_once_it_was_reopened(
    over, person, monkeypatch
):
    """Reopened between the look at it and the write: the emergency goes on, and so do they."""
    from functions.incidents.records import acts, rules, store

    plain, first = rules.mark, []

    def slow(keeping, end, now):
        if not first:
            first.append(person("zhao").post(f"{over}/reopenings", {"reason": "again"})[0])
        return plain(keeping, end, now)

    monkeypatch.setattr(acts.rules, "mark", slow)
    tend(over)
    assert first == [201]
    assert left(over) == 3
    assert "destroyed" not in kinds(over)
    assert store.keeping(over).is_kept


class Died(Exception):
    pass


def test_who_dies_on_the_way_is_followed_by_the_sweeper(over, ask, person, sweep, monkeypatch):
    from functions.incidents.records import store

    plain, done = store.commit, []

    def dies(*writes):
        if writes[0].pk.startswith("record#"):
            done.append(writes)
            if len(done) == 2:
                raise Died
        plain(*writes)

    monkeypatch.setattr(store, "commit", dies)
    with pytest.raises(Died):
        tend(over)
    assert left(over) == 2
    monkeypatch.setattr(store, "commit", plain)
    person("zhao").post(f"{over}/reopenings", {"reason": "again"})
    assert ask("zhao", "GET", f"{over}/records")[1]["items"] == []
    more = ask("li", "POST", f"{over}/records", ANNA, key="key-0000009")
    assert more[1]["code"] in ("records-going", "forbidden")  # it was reopened: li has it no more
    assert ask("zhao", "POST", f"{over}/records", ANNA)[1]["code"] == "records-going"
    sweep()
    assert left(over) == 0
    assert kinds(over).count("destroyed") == 1
    assert store.keeping(over).rule == "R-keep"
    assert ask("zhao", "POST", f"{over}/records", ANNA, key="key-0000010")[0] == 201
    assert len(ask("zhao", "GET", f"{over}/records")[1]["items"]) == 1


def test_of_an_epidemic_its_own_article_says_so(incident):
    from datetime import UTC, datetime

    from functions.incidents.records import rules
    from functions.incidents.records.model import Keeping
    from functions.incidents.reports import store as rows

    noon = datetime(2026, 11, 23, 4, tzinfo=UTC)
    keeping = Keeping(incident="x", community=PLACE, count=1, due=noon)
    law = rows.deadlines()
    for category, rule in (("P1", "R-keep-epidemic"), ("A6", "R-keep"), ("S2", "R-keep")):
        over = incident(category=category, hazard_at=noon, closed_at=noon, stage="closed")
        assert rules.end(law, keeping, over).rule == rule
