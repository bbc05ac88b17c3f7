"""The open incidents of a community, the next deadline first, and what a page of them asks for."""

from datetime import UTC, datetime, timedelta

import pytest

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
PLACE = "140105001001"


@pytest.fixture
def put(row, incident):
    """put(7, deadline=…): an incident whose id tells its number."""
    from functions.incidents import store

    def keep(number, minutes, **changes):
        until = None if minutes is None else NOON + timedelta(minutes=minutes)
        store.save(incident(id=f"{number:026x}", deadline=until, **changes))

    return keep


@pytest.fixture
def shown(person):
    """The numbers of those that are listed, page after page."""

    def pages():
        after, found = "", []
        while after is not None:
            status, page = person("zhao").get("", community=PLACE, stage="open", after=after)
            assert status == 200
            found.append([int(one["id"], 16) for one in page["items"]])
            after = page["next"]
        return found

    return pages


def test_the_next_deadline_comes_first_and_none_last(put, shown):
    put(1, 30, priority="P3")
    put(2, None, priority="P2")
    put(3, 10, priority="P4")
    put(4, None, priority="P1")
    put(5, 20, priority="P1")
    assert shown() == [[3, 5, 1, 4, 2]]


def test_a_deadline_that_moves_moves_its_incident(put, shown):
    from functions.incidents import store

    put(1, 10)
    put(2, 20)
    one = store.incident(f"{1:026x}")
    store.save(one.model_copy(update={"deadline": NOON + timedelta(minutes=30), "news": None}))
    assert shown() == [[2, 1]]


@pytest.mark.parametrize("many", [60, 150])
def test_a_page_is_one_question_however_many_there_are(put, person, monkeypatch, many):
    from botocore.client import BaseClient

    for number in range(many):
        put(number, many - number)
    zhao = person("zhao")
    zhao.get("", community=PLACE, stage="open")  # from now on it is known who asks
    made, make = [], BaseClient._make_api_call

    def call(client, operation, given):
        made.append((operation, given.get("Limit")))
        return make(client, operation, given)

    monkeypatch.setattr(BaseClient, "_make_api_call", call)
    page = zhao.get("", community=PLACE, stage="open")[1]
    assert made == [("Query", 51)]
    assert [int(one["id"], 16) for one in page["items"]] == [*range(many - 1, many - 51, -1)]
