"""A feature asks that somebody be told: once, at once, and by the time's own steps."""

import pytest

from tests.functions.notify.conftest import FRANK, PLACE, WORDS, wish


def notice(notice_id, person="li"):
    from functions.notify.notices import store as notices_store

    return notices_store.notice(person, notice_id)


def rows(row, start):
    return [one for one in row.scan() if one.pk.startswith(start)]


def test_asked_five_times_is_told_once(li, ask, row, hints, channels):
    ask(times=5)
    assert len(rows(row, "notice#")) == len(rows(row, "attempt#")) == 1
    assert channels() == ["sms"]
    [(topic, hint)] = hints
    assert topic == f"linli/test/notify/{PLACE}/li/notice"
    assert (hint["template"], hint["kind"]) == ("incidents.dispatched", "action")
    assert hint["text"] == "工单20260601-0001(P1):MH-001异常,请接单"


def test_the_hint_speaks_the_language_of_its_person(li, ask, hints):
    wish("li", **FRANK, language="en", large_voice=True)
    ask()
    [(_, hint)] = hints
    assert hint["text"].startswith("Work order 20260601-0001")
    assert hint["large"]


def test_a_hint_that_fails_costs_nothing_but_speed(li, ask, monkeypatch, channels):
    from linli import mqtt

    def broken(*_):
        raise OSError

    monkeypatch.setattr(mqtt, "publish", broken)
    ask()
    assert channels() == ["sms"]


def test_another_cause_is_another_notice(li, ask, row):
    assert ask(cause="1") != ask(cause="2")
    assert len(rows(row, "notice#")) == 2


def test_unread_it_goes_on_by_telephone_and_then_to_who_asked(
    li, ask, advance, sweep, channels, said
):
    notice_id = ask()
    assert sweep() == 0
    advance(PLACE, 61)
    assert (sweep(), channels()) == (1, ["sms", "voice"])
    assert sweep() == 0
    advance(PLACE, 60)
    sweep()
    [unheard] = said("NoticeUnheard")
    assert (unheard["notice_id"], unheard["why"]) == (notice_id, "undelivered")
    assert (unheard["asked_by"], unheard["about"]) == ("incidents", "incident#1")
    advance(PLACE, 3_600)
    sweep()
    assert len(said("NoticeUnheard")) == 1


def test_of_what_no_gateway_spoke_in_time_nothing_is_under_way_any_more(li, ask, advance, sweep):
    from functions.notify.notices import store as notices_store

    notice_id = ask()
    advance(PLACE, 125)
    sweep()
    assert notice(notice_id).flying == (1, 2)
    advance(PLACE, 1_800)
    sweep()
    after = notice(notice_id)
    assert (after.flying, after.due, after.why) == ((), None, "undelivered")
    assert [notices_store.attempt(notice_id, number).state for number in (1, 2)] == ["expired"] * 2
    assert sweep() == 0


def test_whoever_leaves_after_reading_has_still_read_it(li, ask, advance, sweep, said, leave):
    from functions.notify.notices import acts, rules

    acts.receive("li", ask(), rules.read)
    leave("li")
    advance(PLACE, 3_600)
    sweep()
    assert said("NoticeUnheard") == []


def test_the_clock_of_another_community_moves_nothing(li, ask, advance, sweep, channels):
    ask()
    advance("140105001002", 3_600)
    sweep()
    assert channels() == ["sms"]


def test_who_is_no_member_is_told_nothing_and_the_asker_hears_it_at_once(
    row, ask, hints, channels, said
):
    notice_id = ask("stranger")
    assert ([one["why"] for one in said("NoticeUnheard")], channels()) == (["person-left"], [])
    assert (hints, notice(notice_id, "stranger").hidden) == ([], True)


def test_what_goes_to_the_person_needs_no_membership(row, ask, channels, said):
    ask("stranger", to_person=True)
    assert (channels(), said("NoticeUnheard")) == (["sms"], [])


def test_whoever_leaves_meanwhile_is_not_telephoned(li, ask, advance, sweep, channels, said, leave):
    ask()
    leave("li")
    advance(PLACE, 61)
    sweep()
    assert channels() == ["sms"]
    assert [one["why"] for one in said("NoticeUnheard")] == ["person-left"]


@pytest.mark.parametrize(
    ("place", "belongs"),
    [
        (PLACE, True),
        (PLACE + "001", True),  # a grid of it
        ("140105000000", True),  # the county it lies in
        ("140105001002", False),
        ("140105001002001", False),
    ],
)
def test_who_belongs_to_a_community(member, ask, said, place, belongs):
    member("li", "grid_worker", place)
    ask()
    assert bool(said("NoticeUnheard")) != belongs


def test_the_city_s_founders_belong_wherever_they_look_after(row, ask, said):
    ask("founder")
    assert said("NoticeUnheard") == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"template": "incidents.retired"}, "template-unknown"),
        (
            {"template": "notify.code", "variables": {"code": "123456", "minutes": "5"}},
            "code-is-no-notice",
        ),
        ({"variables": {}}, "/template/incidents.dispatched: variables-do-not-fit: "),
        ({"variables": WORDS | {"number": "17000000001"}}, "number: no code"),
        ({"variables": WORDS | {"secret": "x"}}, "an unknown variable"),
    ],
)
def test_what_fits_no_template_waits_in_quarantine_and_is_tried_no_more(row, hear, change, why):
    from linli import quarantine

    hear(**change)
    [kept] = quarantine.waiting().items
    assert why in kept.why
    assert "17000000001" not in kept.why
    assert "secret" not in kept.why
    assert rows(row, "notice#") == []


def test_what_fails_for_a_while_is_tried_again(row, hear, monkeypatch):
    from functions.notify.notices import acts
    from linli import quarantine

    def broken(_):
        raise OSError

    monkeypatch.setattr(acts, "begin", broken)
    hear(failed=1)
    assert quarantine.waiting().items == []


def test_somebody_who_is_quicker_makes_it_decide_again(li, ask, monkeypatch, row, channels):
    """Another delivery of the same fact writes between the loading and the saving of this one."""
    from functions.notify.notices import store as notices_store

    save, calls = notices_store.save, []

    def raced(notice, *others):
        calls.append(notice.id)
        if len(calls) == 1:
            save(notice, *others)
        return save(notice, *others)

    monkeypatch.setattr(notices_store, "save", raced)
    ask()
    assert (len(rows(row, "notice#")), channels()) == (1, ["sms"])


def test_a_failed_sms_is_followed_by_the_call_at_once(li, ask, channels):
    from functions.notify.notices import acts

    notice_id = ask()
    acts.report(notice_id, 1, "accepted", gateway="a", segments=1)
    acts.report(notice_id, 1, "failed")
    acts.report(notice_id, 1, "failed")
    assert channels() == ["sms", "voice"]
    assert notice(notice_id).flying == (2,)


def test_all_failed_it_is_undelivered_at_once(li, ask, said):
    from functions.notify.notices import acts

    notice_id = ask()
    acts.report(notice_id, 1, "failed")
    acts.report(notice_id, 2, "expired")
    assert [one["why"] for one in said("NoticeUnheard")] == ["undelivered"]


def test_what_a_gateway_says_is_kept_with_the_attempt(li, ask, said):
    from functions.notify.notices import acts
    from functions.notify.notices import store as notices_store

    notice_id = ask()
    acts.report(notice_id, 1, "accepted", gateway="a", segments=2, tries=1)
    one = notices_store.attempt(notice_id, 1)
    assert (one.state, one.gateway, one.segments, one.tries) == ("accepted", "a", 2, 1)
    acts.report(notice_id, 1, "delivered")
    acts.report(notice_id, 1, "accepted")
    assert notices_store.attempt(notice_id, 1).state == "delivered"
    [event] = said("NoticeDelivered")
    assert (event["channel"], event["template"]) == ("sms", "incidents.dispatched")


def test_notify_tells_nothing_of_a_person_to_the_bus(li, ask, told):
    ask()
    for _, detail in told():
        assert not {"variables", "zh", "en"} & set(detail)


def test_rows_go_when_the_inbox_need_not_keep_them(li, ask, row):
    ask()
    for one in rows(row, "notice#") + rows(row, "attempt#"):
        assert one.expires
