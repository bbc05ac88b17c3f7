"""Nobody needs to be told any more: nothing rings, whichever is heard first; it stays unread."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.ids import derived
from tests.functions.notify.conftest import CONTEXT, PLACE, quiet, wish

ASKED = ("incidents", "1", "li", "incidents.dispatched")


@pytest.fixture
def settle(row):
    """settle(notice_id): the event that it is settled arrives, once or more."""
    from events.notify import NoticeSettled
    from functions.notify import reactions

    def settle(notice_id, person="li", *, times=1):
        about = {"about": "incident#1", "asked_by": "incidents", "community": PLACE}
        event = NoticeSettled(at=datetime.now(UTC), notice_id=notice_id, person=person, **about)
        body = json.dumps({"detail-type": event.name(), "detail": event.model_dump(mode="json")})
        for _ in range(times):
            answer = reactions.handler({"Records": [{"messageId": "s", "body": body}]}, CONTEXT)
            assert answer["batchItemFailures"] == []

    return settle


@pytest.fixture
def inbox(call):
    from functions.notify import api

    return lambda **query: call(api.handler, "GET", "/v1/notify/notices", sub="li", query=query)[1]


def notice(notice_id, person="li"):
    from functions.notify.notices import store as notices_store

    return notices_store.notice(person, notice_id)


def wait(advance, sweep, seconds=3_600):
    advance(PLACE, seconds)
    sweep()


def test_what_is_settled_rings_no_more_and_nobody_is_said_not_to_have_heard(
    li, ask, settle, advance, sweep, channels, said, inbox
):
    notice_id = ask()
    settle(notice_id, times=3)
    wait(advance, sweep, 61)
    wait(advance, sweep)
    assert (channels(), said("NoticeUnheard")) == (["sms"], [])
    [shown] = inbox(unread="true")["items"]
    assert (shown["id"], shown["read_at"]) == (notice_id, None)
    assert said("NoticeRead") == []


def test_settled_before_it_is_asked_for_it_lies_in_the_inbox_and_never_rings(
    li, ask, settle, advance, sweep, channels, said, inbox, hints
):
    settle(derived(*ASKED), times=2)
    assert inbox()["items"] == []
    notice_id = ask(times=3)
    assert notice_id == derived(*ASKED)
    settle(notice_id)
    wait(advance, sweep)
    assert (channels(), said("NoticeUnheard"), hints) == ([], [], [])
    [shown] = inbox(unread="true")["items"]
    assert (shown["id"], shown["template"]) == (notice_id, "incidents.dispatched")
    assert shown["zh"].startswith("工单 20260601-0001")


def test_what_is_not_asked_for_yet_is_no_notice(li, settle, call, row):
    from functions.notify import api

    settle(derived(*ASKED))
    path = f"/v1/notify/notices/{derived(*ASKED)}/receipts"
    assert call(api.handler, "POST", path, {"kind": "read"}, sub="li")[0] == 404
    [kept] = [one for one in row.scan() if one.pk == "notice#li"]
    assert kept.expires
    assert not kept.due


def test_for_who_is_no_member_it_is_in_no_inbox_though_settled_first(row, ask, settle, said):
    settle(derived("incidents", "1", "stranger", "incidents.dispatched"), "stranger")
    assert notice(ask("stranger"), "stranger").hidden
    assert said("NoticeUnheard") == []


def test_it_may_still_be_read_and_answered(li, ask, settle, said):
    from functions.notify.notices import acts, rules

    settle(notice_id := ask())
    acts.receive("li", notice_id, rules.read)
    assert [one["notice_id"] for one in said("NoticeRead")] == [notice_id]


def test_the_failure_of_what_is_under_way_brings_no_next_step(li, ask, settle, channels, said):
    from functions.notify.notices import acts

    settle(notice_id := ask())
    assert notice(notice_id).flying == (1,)
    acts.report(notice_id, 1, "failed")
    assert (channels(), said("NoticeUnheard")) == (["sms"], [])
    assert notice(notice_id).due is None


def test_the_digest_does_not_count_it(li, ask, settle, advance, sweep, said):
    wish("li", channels=["sms"], quiet=quiet(datetime.now(UTC)))
    first, _ = ask(cause="1", urgency="P3"), ask(cause="2", urgency="P3")
    settle(first)
    wait(advance, sweep, 3 * 3_600)
    [planned] = said("AttemptPlanned")
    assert notice(planned["notice_id"]).variables == {"count": "1"}


def test_a_digest_of_what_is_all_settled_is_not_sent(li, ask, settle, advance, sweep, channels):
    wish("li", channels=["sms"], quiet=quiet(datetime.now(UTC)))
    settle(ask(urgency="P3"))
    wait(advance, sweep, 3 * 3_600)
    assert channels() == []


def test_an_asking_that_is_quicker_than_its_settling_makes_that_look_again(
    li, ask, settle, monkeypatch, advance, sweep, channels
):
    """It is asked for between the loading and the saving of its place."""
    from functions.notify.notices import store as notices_store

    save, calls = notices_store.save, []

    def raced(one, *others):
        calls.append(one.unasked)
        if len(calls) == 1:
            ask()
        return save(one, *others)

    monkeypatch.setattr(notices_store, "save", raced)
    settle(derived(*ASKED))
    wait(advance, sweep)
    assert calls[0]
    assert channels() == ["sms"]
    assert notice(derived(*ASKED)).settled_at


WAYS = ["ask", "ask", "settle", "settle", "failed", "delivered", "minute", "minute"]
causes = count()


@given(st.permutations(WAYS))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_the_order_after_its_settling_nothing_begins(li, ask, settle, advance, order):
    from functions.notify.notices import acts
    from linli.errors import NotFound

    cause = f"{next(causes)}"
    notice_id = derived("incidents", cause, "li", "incidents.dispatched")
    begun = None
    for way in [*order, "minute", "minute", "minute"]:
        with suppress(NotFound):
            if way == "ask":
                ask(cause=cause)
            elif way == "settle":
                settle(notice_id)
            elif way == "minute":
                advance(PLACE, 61)
                acts.go_on("notice#li", notice_id)
            else:
                acts.report(notice_id, 1, way)
        if way == "settle" and begun is None:
            begun = _begun(notice_id)
        if begun is not None:
            assert _begun(notice_id) == begun
    after = notice(notice_id)
    assert (after.steps, after.hidden, after.read_at) == ((), False, None)
    assert after.settled_at
    assert "ask" not in order[: order.index("settle")] or after.attempts


def _begun(notice_id):
    """How many attempts, and whether it was given up."""
    from functions.notify.notices import store as notices_store

    one = notices_store.in_place("li", notice_id)
    return one.attempts, one.why
