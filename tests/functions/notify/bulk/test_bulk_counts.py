"""No count is lost, whatever is reported, however often and in whatever order."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from functions.notify.bulk import pages as bulk_pages
from functions.notify.bulk.model import Page

from .conftest import ASKED, PLACE

SIZE = 8
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
ENDS = ("delivered", "failed", "expired", "answered")
SUREST = {"expired": 1, "failed": 2, "delivered": 3, "answered": 3}
CHOICES = st.lists(
    st.sampled_from(["zh", "zh", "en", "wait", "skip", "unreachable"]),
    min_size=SIZE,
    max_size=SIZE,
)
REPORTS = st.lists(
    st.tuples(
        st.sampled_from([0, 0, 0, 1, 1, 2, -1]),
        st.sampled_from([0, 0, 1, 2, 3, SIZE, -1]),
        st.sampled_from((*ENDS, "nonsense")),
    ),
    min_size=10,
    max_size=60,
)


def planned(choices):
    page = Page(number=1, states="." * SIZE)
    return bulk_pages.plan(page, dict(enumerate(choices)))


def holds(page):
    counts = bulk_pages.tally([page])
    ends = counts.delivered + counts.failed + counts.expired + counts.in_flight
    others = counts.refused + counts.unreachable + counts.skipped + counts.unsent
    assert counts.accepted == ends
    assert counts.recipients == counts.accepted + others == SIZE
    return counts


def known(page, reports, refused):
    """The reports that a gateway can mean, which reports of nobody whom it refused."""
    return [
        (message, index, state)
        for message, index, state in reports
        if message in range(len(page.messages))
        and index in set(range(len(page.messages[message].to))) - refused
        and state in SUREST
    ]


def surest(page, told):
    """What the model knows: of each person the surest of what was said."""
    model = {}
    for message, index, state in told:
        place = page.messages[message].to[index]
        model[place] = max(model.get(place, state), state, key=SUREST.__getitem__)
    return Counter(model.values())


def heard(page, told, refused, answer_after):
    """The page after these reports, with the gateway's own answer somewhere among them."""
    for position in range(len(told) + 1):
        if position == answer_after:
            for number, message in enumerate(page.messages):
                yes = set(range(len(message.to))) - refused
                page = bulk_pages.taken(page, number, "g", yes, NOW)
        if position < len(told):
            page = bulk_pages.heard(page, *told[position]) or page
        holds(page)
    return page


@given(CHOICES, REPORTS, st.randoms(), st.sets(st.integers(1, SIZE)))
def test_reports_in_any_order_and_twice_come_to_the_same(choices, reports, dice, refused):
    page = planned(choices)
    told = known(page, reports, refused)
    straight = heard(page, told, refused, 0)
    odd = [one for one in reports if one not in told and one[1] not in refused]
    shuffled = [*told, *told, *odd]
    dice.shuffle(shuffled)
    answer_after = dice.randrange(len(shuffled) + 1)
    assert heard(page, shuffled, refused, answer_after).states == straight.states
    counts, found = holds(straight), surest(page, told)
    assert counts.delivered == found["delivered"] + found["answered"]
    assert (counts.failed, counts.expired) == (found["failed"], found["expired"])
    expired = holds(bulk_pages.expire(straight))
    assert (expired.in_flight, expired.accepted) == (0, counts.accepted)


@given(CHOICES, CHOICES)
def test_who_was_left_for_later_is_planned_once(first, second):
    page = planned(first)
    waiting = bulk_pages.unsent(page)
    again = bulk_pages.plan(page, {place: second[place] for place in waiting})
    places = [place for message in again.messages for place in message.to]
    assert len(places) == len(set(places))
    holds(again)


ACTS = st.sampled_from(
    ["step", "step", "step", "report", "report", "pause", "resume", "down", "up", "sweep", "later"]
)
PLAYS = st.lists(st.tuples(ACTS, st.integers(0, 10_000)), min_size=5, max_size=16)


def conserved(bulk):
    from functions.notify.bulk import store as bulk_store

    counts = bulk_pages.tally(bulk_store.pages(bulk))
    ends = counts.delivered + counts.failed + counts.expired + counts.in_flight
    others = counts.refused + counts.unreachable + counts.skipped + counts.unsent
    assert (counts.accepted, counts.recipients) == (ends, ends + others)


@pytest.fixture
def play(zhao, drafted, machine, report, sweep, advance, gateway, register):
    def acts(bulk, name, number):
        if name == "step":
            machine(bulk, most=1)
        elif name == "report" and gateway.got:
            sending = sorted(gateway.got)[number % len(gateway.got)]
            indices = [n % 130 for n in range(number % 7, number % 7 + number % 50)]
            taken = [n for n in indices if n < len(gateway.got[sending].to)]
            refused = [n for n in taken if gateway.got[sending].to[n] in gateway.refuses]
            report(sending, ENDS[number % 4], *(n for n in taken if n not in refused))
        elif name in ("pause", "resume"):
            path = {"pause": "pauses", "resume": "resumptions"}[name]
            assert zhao.post(f"bulks/{bulk}/{path}")[0] in (201, 409)
        elif name in ("down", "up"):
            gateway.down = name == "down"
        elif name == "sweep":
            sweep()
        elif name == "later":
            advance(PLACE, number % 120)

    return acts


@settings(
    max_examples=6,
    phases=[Phase.explicit, Phase.generate],  # to find the smallest takes an hour
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(PLAYS, st.booleans())
def test_whatever_happens_the_counts_are_conserved_and_nobody_gets_it_twice(
    play, zhao, wu, machine, gateway, register, counts, advance, sweep, plays, cancelled
):
    register.people.clear()
    register.add(120).add(7, phone=False)
    gateway.got.clear()
    gateway.down, gateway.refuses = False, {register.people["p00011"]["phone"]}
    bulk = zhao.post("bulks", ASKED)[1]["id"]
    wu.post(f"bulks/{bulk}/resumptions")
    for name, number in plays:
        play(bulk, name, number)
        conserved(bulk)
        mine = [p for sending, sent in gateway.got.items() if bulk in sending for p in sent.to]
        assert len(mine) == len(set(mine))
    gateway.down = False
    if cancelled:
        zhao.post(f"bulks/{bulk}/cancellations")
    zhao.post(f"bulks/{bulk}/resumptions")
    for _ in range(40):
        if machine(bulk, most=30) == "over":
            break
        advance(PLACE, 600)
        sweep()
    final = counts(bulk)
    assert final.get("recipients") == 127 or cancelled
    assert "in_flight" not in final
    accepted = sum(len(sent.to) for sending, sent in gateway.got.items() if bulk in sending)
    assert final.get("accepted", 0) + final.get("refused", 0) == accepted
    [ended] = [act for act in zhao.get(f"bulks/{bulk}")[1]["acts"] if act["what"] == "ended"]
    assert ended["by"] is None


def test_reports_that_mean_nobody_are_counted_as_unknown(
    register, gateway, started, machine, report, counts
):
    register.add(3)
    bulk = started()
    machine(bulk, most=3)
    [sending] = gateway.got
    assert report(sending, "delivered", 3, 99) == 2
    assert report(sending, "delivered", 0, by="sms-b") == 1
    assert report(f"b-{bulk}-9-0", "delivered", 0) == 1
    assert report(f"b-{bulk}-1-7", "delivered", 0) == 1
    assert report("b-" + "0" * 26 + "-1-0", "delivered", 0) == 1
    assert report("b-xxxxxxxx", "delivered", 0) == 1
    assert counts(bulk) == {"recipients": 3, "accepted": 3, "in_flight": 3}


def test_a_report_before_the_gateways_own_answer_counts(
    register, gateway, started, machine, report, counts, monkeypatch
):
    from functions.notify.gateways import client

    register.add(3)
    take = client.send

    def quick(carrier, sending):
        report(sending.id, "delivered", 1)
        return take(carrier, sending)

    monkeypatch.setattr(client, "send", quick)
    bulk = started()
    machine(bulk, most=3)
    assert counts(bulk) == {"recipients": 3, "accepted": 3, "in_flight": 2, "delivered": 1}


def test_a_supplier_is_judged_by_what_he_reports_of_many(
    register, gateway, started, machine, report
):
    from functions.notify.gateways import supply

    register.add(100)
    machine(started(), most=3)
    [sending] = gateway.got
    for _ in range(2):
        report(sending, "failed", *range(40))
        report(sending, "delivered", *range(40, 100))
    health = supply.health("sms", supply.now())["sms-a"]
    assert (health.sent, health.failed, health.in_flight) == (100, 40, 0)


def test_a_hundred_thousand_stay_within_all_limits():
    """The history of an execution, and the size of each row."""
    from functions.notify.bulk import driving as bulk_driving
    from functions.notify.bulk import rules as bulk_rules
    from functions.notify.bulk.asked import BulkAsked
    from functions.notify.bulk.model import Preview, Texts
    from linli.store import TOO_LARGE

    people = [f"{n:032x}" for n in range(100_000)]  # ids as long as a uuid
    now = NOW
    asked = BulkAsked.model_validate(ASKED | {"texts": {"zh": "警" * 500, "en": "w" * 500}})
    preview = Preview(recipients=0, with_phone=0, complete=False, segments=8)
    texts = Texts.model_validate(asked.texts)
    bulk = bulk_rules.draft(asked, "0" * 26, "zhao", texts, preview, now)
    for _ in range(30):
        bulk = bulk_rules.resume(bulk, "wu", now) or bulk
        bulk = bulk_rules.pause(bulk, "zhao", now) or bulk
    bulk = bulk_rules.resume(bulk, "wu", now)
    rounds, largest = Counter(), 0
    while bulk.stage == "counting":
        for _ in range(10):
            start = bulk.pages * 100
            after = people[start + 99] if start + 100 < len(people) else None
            some = tuple(people[start : start + 100])
            bulk, kept, page = bulk_driving.count(bulk, some, after, now)
            largest = max(largest, len(kept.model_dump_json()), len(page.model_dump_json()))
        rounds[bulk.generation] += 1
        bulk = bulk_driving.go_on(bulk, now, 0)
    again = now + timedelta(hours=9)
    while (number := bulk_rules.next_page(bulk)) is not None:
        bulk = bulk_driving.passed(bulk, number, 100, again, now)  # all left somebody for later
        rounds[bulk.generation] += 1
        bulk = bulk_driving.go_on(bulk, now, 2)
        largest = max(largest, len(bulk.model_dump_json().encode()))
    bulk = bulk_driving.take_turn(bulk)
    largest = max(largest, len(bulk.model_dump_json().encode()))
    assert len(bulk.turn) == bulk.pages == 1_000
    assert largest < TOO_LARGE
    assert max(rounds.values()) * 11 < 25_000  # Choice 2, Task 5, Wait 2, and what is tried again
    full = bulk_pages.plan(Page(number=1, states="." * 100), dict.fromkeys(range(100), "zh"))
    assert len(full.model_dump_json()) < 2_000


def test_another_execution_takes_over_before_the_history_is_full(
    register, gateway, started, machine, counts, monkeypatch
):
    from functions.notify.bulk import driving as bulk_driving

    monkeypatch.setattr(bulk_driving, "ROUNDS", 3)
    register.add(1_000)
    bulk = started()
    machine(bulk, most=40)
    assert len({name for name, _ in machine.states.started}) > 2
    assert max(machine.history.values()) <= 5 * 9
    assert counts(bulk)["accepted"] == 1_000
    assert len(gateway.phones) == len(set(gateway.phones)) == 1_000
