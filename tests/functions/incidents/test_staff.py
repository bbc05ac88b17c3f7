"""What staff are called: in what the desk is shown, asked for once, never waited for in vain."""

import pytest

from tests.functions.incidents import working

PLACE = "140105001001"


@pytest.fixture
def one(duty, hear, machine, person, accounts):
    for name in ("li", "zhao"):
        person(name)
    accounts.staff = {"li": "李强", "zhao": "赵敏"}
    one = working.found(hear, machine)
    working.take(person, one)
    return one


def test_lists_details_and_feeds_say_who_is_who(one, person):
    for path, query in (
        ("", {"community": PLACE}),
        (f"/{one}", {}),
        ("/feed", {"community": PLACE}),
    ):
        assert person("zhao").get(path, **query)[1]["names"] == {"li": "李强"}


def test_each_is_asked_for_once_in_a_while(one, person, accounts):
    for _ in range(3):
        person("zhao").get("", community=PLACE)
    assert [given["people"] for _, given in accounts.asked] == [["li"]]


def test_who_was_known_is_called_so_while_there_is_no_answer(one, person, accounts, monkeypatch):
    from linli import staff

    assert person("zhao").get("", community=PLACE)[1]["names"] == {"li": "李强"}
    accounts.fails, later = True, staff.time.monotonic() + staff.CACHED + 1
    monkeypatch.setattr(staff.time, "monotonic", lambda: later)
    for _ in range(2):
        assert person("zhao").get("", community=PLACE)[1]["names"] == {"li": "李强"}
    assert len(accounts.asked) == 2


def test_without_an_answer_the_list_is_shown_all_the_same(one, person, accounts, monkeypatch):
    from linli import staff

    accounts.fails = True
    for _ in range(2):
        status, shown = person("zhao").get("", community=PLACE)
        assert (status, len(shown["items"]), shown["names"]) == (200, 1, {})
    assert len(accounts.asked) == 1  # nobody waits for it at each look
    accounts.fails, later = False, staff.time.monotonic() + 31
    monkeypatch.setattr(staff.time, "monotonic", lambda: later)
    assert person("zhao").get("", community=PLACE)[1]["names"] == {"li": "李强"}
