"""A message to many from its start to its end: each once, none forgotten, whatever happens."""

import pytest

from .conftest import CONTEXT, PLACE


def test_all_with_a_telephone_get_it_once_and_the_end_is_made_known(
    register, gateway, started, machine, report, counts, said, zhao
):
    register.add(230).add(20, phone=False)
    gateway.refuses = {register.people["p00007"]["phone"]}
    bulk = started()
    machine(bulk, most=9)
    assert counts(bulk) == {
        "recipients": 250, "accepted": 229, "in_flight": 229, "refused": 1, "unreachable": 20,
    }  # fmt: skip
    assert len(gateway.phones) == len(set(gateway.phones)) == 230
    assert {sending.text for sending in gateway.got.values()} == {"今晚停水"}
    for number, (sending, sent) in enumerate(sorted(gateway.got.items())):
        state = ("delivered", "failed", "expired")[number]
        taken = [n for n, phone in enumerate(sent.to) if phone not in gateway.refuses]
        assert report(sending, state, *taken) == 0
    assert machine(bulk) == "over"
    ended = {
        "recipients": 250, "accepted": 229, "delivered": 99, "failed": 100, "expired": 30,
        "refused": 1, "unreachable": 20,
    }  # fmt: skip
    assert counts(bulk) == ended
    [event] = said("BulkEnded")
    assert (event["bulk_id"], event["outcome"], event["community"]) == (bulk, "ended", PLACE)
    assert {name: event[name] for name in ended} == ended
    shown = zhao.get(f"bulks/{bulk}")[1]
    assert (shown["stage"], shown["percent"]) == ("ended", 100)
    assert {name: shown["counts"][name] for name in ended} == ended


def test_no_gateway_gets_more_than_it_takes(register, gateway, started, machine):
    register.add(300)
    bulk = started()
    machine(bulk, most=5)
    assert gateway.calls == 3
    assert machine.rests[:3] == [3, 3, 3]  # a hundred, at four fifths of fifty a second


def test_each_hears_it_in_his_own_language(register, gateway, started, machine):
    register.add(3).add(2, language="en")
    machine(started(), most=3)
    texts = sorted(
        (sending.language, sending.text, len(sending.to)) for sending in gateway.got.values()
    )
    assert texts == [("en", "No water tonight", 2), ("zh", "今晚停水", 3)]


def test_while_it_is_paused_nothing_is_sent_and_then_it_goes_on(
    register, gateway, started, machine, zhao, counts
):
    register.add(250)
    bulk = started()
    machine(bulk, most=2)
    assert gateway.calls == 1
    zhao.post(f"bulks/{bulk}/pauses")
    assert machine(bulk) == "waiting"
    assert counts(bulk) == {"recipients": 250, "accepted": 100, "in_flight": 100, "unsent": 150}
    zhao.post(f"bulks/{bulk}/resumptions")
    machine(bulk, most=4)
    assert counts(bulk) == {"recipients": 250, "accepted": 250, "in_flight": 250}
    assert len(set(gateway.phones)) == 250


def test_it_can_be_paused_while_its_people_are_counted(
    register, gateway, started, machine, zhao, counts
):
    register.add(1_250)
    bulk = started()
    machine(bulk, most=1)
    assert counts(bulk) == {"recipients": 1000, "unsent": 1000}
    zhao.post(f"bulks/{bulk}/pauses")
    assert machine(bulk) == "waiting"
    zhao.post(f"bulks/{bulk}/resumptions")
    machine(bulk, most=1 + 13)
    assert counts(bulk)["accepted"] == 1_250


def test_after_a_cancellation_nothing_is_sent_and_reports_are_heard(
    register, gateway, started, machine, zhao, counts, report, said
):
    register.add(250)
    bulk = started()
    machine(bulk, most=2)
    zhao.post(f"bulks/{bulk}/cancellations")
    machine(bulk, most=2)
    assert said("BulkEnded") == []
    [sending] = gateway.got
    report(sending, "delivered", *range(100))
    assert machine(bulk) == "over"
    assert counts(bulk) == {"recipients": 250, "accepted": 100, "delivered": 100, "unsent": 150}
    [event] = said("BulkEnded")
    assert (event["outcome"], event["unsent"]) == ("cancelled", 150)


def test_what_was_not_sent_in_time_is_not_sent(
    register, gateway, started, machine, counts, advance, zhao, said
):
    register.add(250)
    bulk = started()
    machine(bulk, most=2)
    advance(PLACE, 3_700)
    assert machine(bulk) == "over"
    assert counts(bulk) == {"recipients": 250, "accepted": 100, "expired": 100, "unsent": 150}
    assert zhao.get(f"bulks/{bulk}")[1]["stage"] == "expired"
    assert [event["outcome"] for event in said("BulkEnded")] == ["expired"]


def test_a_gateway_that_takes_and_never_reports_does_not_hold_it_up(
    register, gateway, started, machine, counts, advance
):
    register.add(150)
    bulk = started()
    machine(bulk, most=6)
    advance(PLACE, 3_700)
    assert machine(bulk) == "over"
    assert counts(bulk) == {"recipients": 150, "accepted": 150, "expired": 150}


def test_a_report_after_the_end_still_counts(
    register, gateway, started, machine, counts, advance, report
):
    register.add(2)
    bulk = started()
    machine(bulk, most=3)
    advance(PLACE, 3_700)
    machine(bulk)
    [sending] = gateway.got
    assert report(sending, "delivered", 0) == 0
    assert counts(bulk) == {"recipients": 2, "accepted": 2, "delivered": 1, "expired": 1}


def test_where_no_gateway_takes_anything_it_is_tried_again_under_the_same_id(
    register, gateway, started, machine, counts, zhao
):
    register.add(150)
    gateway.down = True
    bulk = started()
    machine(bulk, most=3)
    assert zhao.get(f"bulks/{bulk}")[1]["stalled_since"]
    assert counts(bulk) == {"recipients": 150, "unsent": 150}
    assert machine.rests[-1] == 15
    gateway.down = False
    machine(bulk, most=2)
    assert zhao.get(f"bulks/{bulk}")[1]["stalled_since"] is None
    assert len(gateway.phones) == len(set(gateway.phones)) == 150


def test_a_step_that_dies_between_gateway_and_row_sends_nothing_twice(
    register, gateway, started, machine, counts, monkeypatch
):
    from functions.notify.bulk import store as bulk_store

    register.add(150)
    bulk = started()
    machine(bulk, most=1)
    keep, wrote = bulk_store.change_page, []

    def dies(bulk_id, number, decide):
        wrote.append(number)
        if len(wrote) == 3:  # planned, chosen, and then it was taken
            raise RuntimeError
        return keep(bulk_id, number, decide)

    monkeypatch.setattr(bulk_store, "change_page", dies)
    with pytest.raises(RuntimeError):
        machine(bulk, most=1)
    assert counts(bulk) == {"recipients": 150, "unsent": 150}
    machine(bulk, most=2)
    assert counts(bulk) == {"recipients": 150, "accepted": 150, "in_flight": 150}
    assert len(gateway.phones) == len(set(gateway.phones)) == 150


def test_who_has_left_meanwhile_is_skipped_and_who_came_is_not_added(
    register, gateway, started, machine, counts
):
    register.add(250)
    bulk = started()
    machine(bulk, most=1)
    del register.people["p00005"]
    register.people["p00005x"] = {"person": "p00005x", "phone": "+8617999999999", "language": "zh"}
    machine(bulk, most=4)
    assert counts(bulk) == {"recipients": 250, "accepted": 249, "in_flight": 249, "skipped": 1}
    assert "+8617999999999" not in gateway.phones


def test_a_community_without_people_ends_at_once(register, gateway, started, machine, counts, said):
    bulk = started()
    assert machine(bulk) == "over"
    assert counts(bulk) == {}
    assert said("BulkEnded")[0]["recipients"] == 0


def test_nothing_of_a_person_is_kept_but_the_id(register, gateway, started, machine, row, report):
    register.add(120)
    bulk = started()
    machine(bulk, most=5)
    report(next(iter(gateway.got)), "delivered", 1)
    kept = " ".join(one.body for one in row.scan())
    assert "p00001" in kept
    assert not [phone for phone in gateway.phones if phone[3:] in kept]


def test_an_execution_that_died_is_replaced(register, gateway, started, machine, sweep, advance):
    register.add(150)
    bulk = started()
    machine(bulk, most=2)
    advance(PLACE, 200)
    sweep()
    assert machine.states.started[-1][0] == f"{bulk}-2"
    machine(bulk, most=3)
    assert len(gateway.phones) == len(set(gateway.phones)) == 150


def test_an_execution_of_an_older_generation_does_nothing(register, gateway, started, machine):
    from functions.notify.bulk import store as bulk_store

    register.add(150)
    bulk = started()
    machine(bulk, most=1)
    bulk_store.change(bulk, lambda one: one.model_copy(update={"generation": 2}))
    for step in ("count", "send", "settle"):
        answer = machine.handler({"step": step, "with": {"id": bulk, "generation": 1}}, CONTEXT)
        assert answer["stage"] == "superseded"
    assert gateway.calls == 0


def test_a_draft_that_nobody_starts_is_forgotten(register, gateway, drafted, sweep, advance, zhao):
    bulk = drafted()["id"]
    advance(PLACE, 25 * 3600)
    sweep()
    assert zhao.get(f"bulks/{bulk}")[1]["stage"] == "expired"
    assert zhao.post(f"bulks/{bulk}/resumptions")[0] == 409


def test_two_executions_pass_a_page_once_and_end_it_once(
    register, gateway, started, machine, said, report
):
    from functions.notify.bulk import acts as bulk_acts
    from functions.notify.bulk import driving as bulk_driving
    from functions.notify.bulk import pages as bulk_pages
    from functions.notify.bulk import store as bulk_store
    from linli import clock

    register.add(150)
    bulk = started()
    machine(bulk, most=2)
    now = clock.now(PLACE)
    assert bulk_driving.passed(bulk_store.bulk(bulk), 1, 100, None, now) is None
    machine(bulk, most=1)
    for sending, sent in gateway.got.items():
        report(sending, "delivered", *range(len(sent.to)))
    machine(bulk)
    bulk_acts.end(bulk, bulk_pages.tally(bulk_store.pages(bulk)))
    assert len(said("BulkEnded")) == 1


@pytest.fixture
def page(register, gateway, two, started, machine):
    """A bulk whose only page is sent next, by one of two gateways."""
    register.add(100)
    bulk = started()
    machine(bulk, most=1)
    return bulk


def test_who_may_have_it_is_asked_first_again(page, gateway, machine, counts, monkeypatch):
    """Though others carry more by then: he knows the id, and another would send it once more."""
    from functions.notify.bulk import store as bulk_store
    from functions.notify.gateways import supply

    keep = bulk_store.change_page

    def dies(bulk_id, number, decide):
        if gateway.calls:
            raise RuntimeError
        return keep(bulk_id, number, decide)

    monkeypatch.setattr(bulk_store, "change_page", dies)
    with pytest.raises(RuntimeError):
        machine(page, most=1)
    monkeypatch.setattr(bulk_store, "change_page", keep)
    [first] = gateway.by
    others = {"sms-a": {"sms-a": 0, "sms-b": 100}, "sms-b": {"sms-a": 100, "sms-b": 0}}
    points = supply.shares("sms").model_copy(update={"points": others[first]})
    monkeypatch.setattr(supply, "shares", lambda channel: points)
    machine(page, most=1)
    assert gateway.by == [first, first]
    assert counts(page)["accepted"] == 100


def test_who_took_it_and_did_not_say_so_is_asked_first_again(page, gateway, machine, monkeypatch):
    from functions.notify.gateways import client

    asked = []

    def no_answer_then_no(known, sending):
        asked.append(known.name)
        raise client.Untaken("none", unclear=len(asked) == 1)

    with monkeypatch.context() as patch:
        patch.setattr(client, "send", no_answer_then_no)
        machine(page, most=1)
    assert len(asked) == 2
    machine(page, most=1)
    assert gateway.by == asked[:1]


def test_who_may_have_a_page_and_cannot_be_asked_just_now_is_waited_for(
    page, gateway, machine, monkeypatch
):
    """The page stalls, which the desk shows; no other gateway is asked."""
    from functions.notify.gateways import client

    asked = []

    def lost_then_unread(known, sending):
        asked.append(known.name)
        if len(asked) == 1:
            gateway.send(known, sending)
            raise RuntimeError
        raise client.Untaken("no-secret", passing=True)

    with monkeypatch.context() as patch:
        patch.setattr(client, "send", lost_then_unread)
        with pytest.raises(RuntimeError):
            machine(page, most=1)
        machine(page, most=1)
    assert asked == [gateway.by[0]] * 2
    machine(page, most=1)
    assert gateway.by == asked
    assert len(gateway.phones) == 100
