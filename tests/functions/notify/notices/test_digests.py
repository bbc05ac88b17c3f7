"""What can wait: quiet hours, the rate of a template, and the one message in the morning."""

from datetime import UTC, datetime

from tests.functions.notify.conftest import FRANK, PLACE, quiet, wish

HOUR = 3_600


def digest(person="li"):
    from functions.notify.notices import store as notices_store

    return notices_store.digest(person, PLACE)


def asleep(**more):
    wish("li", channels=["sms", "voice"], quiet=quiet(datetime.now(UTC)), **more)


def test_in_quiet_hours_the_inbox_has_it_and_nothing_rings(
    li, ask, advance, sweep, channels, hints
):
    asleep()
    ask(urgency="P2")
    advance(PLACE, 130)
    sweep()
    assert (channels(), len(hints), len(digest().held)) == ([], 1, 1)


def test_p1_and_red_ring_whatever_the_hour(li, ask, channels):
    asleep()
    ask(cause="1")
    ask(cause="2", urgency="P4", color="red")
    assert channels() == ["sms", "sms"]
    assert digest().held == ()


def test_what_waited_is_one_message_that_says_how_much_and_of_what_nothing(
    li, ask, advance, sweep, said, row
):
    from functions.notify.notices import store as notices_store

    asleep()
    for number in range(3):
        ask(cause=str(number), urgency="P3")
    assert sweep() == 0
    advance(PLACE, 3 * HOUR)
    assert sweep() == 1
    [planned] = said("AttemptPlanned")
    message = notices_store.notice("li", planned["notice_id"])
    assert (planned["channel"], message.template) == ("sms", "notify.digest")
    assert message.variables == {"count": "3"}
    assert message.zh == "您有 3 条未读通知,请打开“邻里”查看"
    assert (digest().held, digest().due) == ((), None)
    assert sweep() == 0


def test_what_was_read_meanwhile_does_not_count_and_if_all_was_nothing_is_sent(
    li, ask, advance, sweep, said
):
    from functions.notify.notices import acts, rules
    from functions.notify.notices import store as notices_store

    asleep()
    first, second = ask(cause="1", urgency="P3"), ask(cause="2", urgency="P3")
    acts.receive("li", first, rules.read)
    advance(PLACE, 3 * HOUR)
    sweep()
    [planned] = said("AttemptPlanned")
    assert notices_store.notice("li", planned["notice_id"]).variables == {"count": "1"}

    third = ask(cause="3", urgency="P3")
    acts.receive("li", second, rules.read)
    acts.receive("li", third, rules.read)
    advance(PLACE, 24 * HOUR)
    sweep()
    assert len(said("AttemptPlanned")) == 1
    assert digest().due is None


def test_the_digest_is_in_no_inbox(li, ask, advance, sweep):
    from functions.notify.notices import store as notices_store

    asleep()
    ask(urgency="P3")
    advance(PLACE, 3 * HOUR)
    sweep()
    assert [one.template for one in notices_store.inbox("li", "", unread=False).items] == [
        "incidents.dispatched"
    ]


def test_whoever_sleeps_longer_gets_it_later(li, ask, advance, sweep, channels):
    asleep()
    ask(urgency="P3")
    wish("li", channels=["sms"], quiet=quiet(datetime.now(UTC), ends=5))
    advance(PLACE, 3 * HOUR)
    sweep()
    assert (channels(), len(digest().held)) == ([], 1)
    advance(PLACE, 3 * HOUR)
    sweep()
    assert channels() == ["sms"]


def test_whoever_wants_no_sms_gets_no_digest_by_one(li, ask, advance, sweep, channels, row):
    asleep()
    notice_id = ask(urgency="P3")
    wish("li", quiet=None, channels=["voice"])
    advance(PLACE, 24 * HOUR)
    sweep()
    assert (channels(), digest().due) == ([], None)
    assert [one.sk for one in row.scan() if one.pk == "notice#li"] == [notice_id]


def test_the_clock_of_another_community_brings_no_morning(li, ask, advance, sweep, channels):
    asleep()
    ask(urgency="P3")
    wish("li", **FRANK)  # nothing but the hour keeps it back
    advance("140105001002", 24 * HOUR)
    sweep()
    assert (channels(), len(digest().held)) == ([], 1)


def test_what_waits_is_not_put_off_by_what_comes_later(li, ask):
    asleep()
    ask(cause="1", urgency="P3")
    due = digest().due
    wish("li", channels=["sms"], quiet=quiet(datetime.now(UTC), ends=5))
    ask(cause="2", urgency="P3")
    assert (digest().due, len(digest().held)) == (due, 2)


def test_two_notices_at_the_same_moment_both_wait(li, ask, monkeypatch):
    from functions.notify.notices import store as notices_store

    load, raced = notices_store.digest, []

    def slow(person, community):
        loaded = load(person, community)
        if not raced:
            raced.append(1)
            ask(cause="2", urgency="P3")
        return loaded

    monkeypatch.setattr(notices_store, "digest", slow)
    ask(cause="1", urgency="P3")
    assert len(digest().held) == 2


def test_the_twenty_first_of_a_template_on_a_day_waits(li, ask, advance, sweep, channels):
    for number in range(22):
        ask(cause=str(number), urgency="P2")
    ask(cause="other", urgency="P2", template="incidents.stuck")
    advance(PLACE, 130)
    sweep()
    assert channels().count("sms") == 21
    assert len(digest().held) == 2
    assert digest().sent == {"incidents.dispatched": 20, "incidents.stuck": 1}


def test_the_next_day_counts_anew(li, ask, advance, sweep, channels):
    wish("li", **FRANK)
    for number in range(20):
        ask(cause=str(number), urgency="P2")
    advance(PLACE, 130)
    sweep()
    advance(PLACE, 24 * HOUR)
    ask(cause="tomorrow", urgency="P2")
    advance(PLACE, 130)
    sweep()
    assert channels().count("sms") == 21
    assert (digest().held, digest().sent) == ((), {"incidents.dispatched": 1})


def test_p1_has_no_rate(li, ask, channels):
    for number in range(30):
        ask(cause=str(number))
    assert channels() == ["sms"] * 30


def test_more_than_are_listed_are_counted(li, ask, advance, sweep, said):
    from functions.notify.notices import digests
    from functions.notify.notices import store as notices_store

    listed = digest().model_copy(update={"held": tuple(map(str, range(digests.MOST)))})
    notices_store.keep_digest(listed)
    ask(urgency="P3")
    assert (len(digest().held), digest().more) == (digests.MOST, 1)
    advance(PLACE, 24 * HOUR)
    sweep()
    [planned] = said("AttemptPlanned")
    assert notices_store.notice("li", planned["notice_id"]).variables == {"count": "1"}


def test_the_step_of_a_p1_does_not_wait_for_the_digests_of_the_morning(
    li, ask, advance, sweep, monkeypatch
):
    from functions.notify.notices import acts

    asleep()
    ask(urgency="P3", cause="1")
    advance(PLACE, 12 * HOUR)
    ask(urgency="P1", cause="2")
    advance(PLACE, 12 * HOUR + 61)
    assert digest().due
    done = []
    go_on, load = acts.go_on, acts.store.digest_by_key
    monkeypatch.setattr(acts, "go_on", lambda *key: done.append("notice") or go_on(*key))
    monkeypatch.setattr(
        acts.store, "digest_by_key", lambda *key: done.append("digest") or load(*key)
    )
    sweep()
    assert done[0] == "notice"
    assert "digest" in done
