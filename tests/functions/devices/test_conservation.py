"""What devices say they sent is stored, refused, or found to be missing: exactly so many."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests import queues
from tests.conftest import CONTEXT
from tests.functions.devices.conftest import BEGIN as HOUR
from tests.functions.devices.conftest import HERE

THING, PRINCIPAL = "WM-WC-001", "a" * 64
OVER = HOUR + timedelta(minutes=75)


def record(channel, payload, at, number):
    text = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return queues.signal(THING, text, at, channel, name=f"m{number}", principal=PRINCIPAL)


@pytest.fixture
def send(register, now):
    """send(seqs): a reading each, one a second, as one batch; `late` dates them so long before."""
    register()

    def send(seqs, boot=1, late=timedelta(), measures=None):
        from functions.devices import telemetry

        records = []
        for n in seqs:
            at = HOUR + timedelta(seconds=n)
            sample = {"at": (at - late).isoformat(), "measures": measures or {"volume_m3": n}}
            message = {"v": 1, "boot": boot, "seq": n, "samples": [sample]}
            records.append(record("reading", message, at, n))
        assert telemetry.handler({"Records": records}, CONTEXT) == {"batchItemFailures": []}

    return send


@pytest.fixture
def report(now):
    """report(first, last): the device says at 07:15 what it sent from six to seven."""

    def report(first, last, boot=1, at=OVER, times=1, begins=HOUR):
        from functions.devices import report as entry

        said = reported(first, last, boot, at, begins)
        now(at)
        for _ in range(times):
            batch = {"Records": [record("report", said, at, "r")]}
            assert entry.handler(batch, CONTEXT) == {"batchItemFailures": []}

    return report


def reported(first, last, boot=1, at=OVER, begins=HOUR):
    span = {"begins": begins.isoformat(), "ends": (begins + timedelta(hours=1)).isoformat()}
    span |= {"boot": boot, "first": first, "last": last}
    return {"v": 1, "boot": boot, "seq": 0, "at": at.isoformat(), "spans": [span]}


@pytest.fixture
def balance(ask):
    def balance():
        query = {"community": HERE, "hour": HOUR.isoformat()}
        return ask("GET", "/balances", sub="grid_worker", query=query)[1]["items"]

    return balance


@pytest.fixture
def losses(ask):
    def losses(over="false"):
        return ask("GET", "/losses", sub="city", query={"over": over})[1]["items"]

    return losses


def lose(how_many):
    """Behind the product's back."""
    from linli.table import Row

    rows = list(Row.query(f"pack#{THING}"))[:how_many]
    assert len(rows) == how_many
    for row in rows:
        row.delete()
    return rows


def test_what_was_sent_is_stored(send, report, balance, losses):
    send(range(30))
    send(range(10))  # once more
    report(0, 29, times=2)
    [one] = balance()
    assert (one["sent"], one["stored"], one["refused"], one["missing"]) == (30, 30, 0, 0)
    assert losses() == []


@pytest.mark.parametrize("away", [timedelta(days=-8), timedelta(days=-20_000), timedelta(days=2)])
def test_an_hour_in_which_nothing_can_have_been_sent_is_no_loss(
    send, report, losses, told, balance, caplog, away
):
    """A unit that starts with its maker's clock says so, and all its messages would be missed."""
    send(range(3))
    report(0, 2, begins=HOUR + away)
    assert (losses(), [name for name, _ in told() if name == "MessagesLost"]) == ([], [])
    assert "hours at which they cannot have sent" in caplog.text
    report(0, 2)
    assert [one["stored"] for one in balance()] == [3]


@pytest.mark.parametrize(("days", "lost"), [(8, [10]), (39, [10]), (41, [])])
def test_what_is_told_late_is_lost_as_well_for_as_long_as_counts_are_kept(
    send, report, losses, caplog, days, lost
):
    """A device that was away for over a week tells of the hours before."""
    send(range(30))
    lose(10)
    report(0, 29, at=HOUR + timedelta(days=days, hours=1))
    assert [one["missing"] for one in losses()] == lost
    assert ("hours at which they cannot have sent" in caplog.text) == (not lost)


def test_what_is_counted_is_not_held(send, report, balance, monkeypatch):
    """Of a device that speaks each second eight days are looked through."""
    from linli.packs import counting

    def packs(*_):
        raise MemoryError

    monkeypatch.setattr(counting.reading, "packs", packs)
    send(range(3))
    report(0, 4)
    assert [(one["stored"], one["missing"]) for one in balance()] == [(3, 2)]


@pytest.mark.parametrize("gone", [1, 10, 100])
def test_exactly_what_is_gone_is_missed(send, report, balance, losses, told, gone):
    send(range(120))
    lose(gone)
    report(0, 119, times=2)
    [one] = balance()
    assert (one["stored"], one["missing"]) == (120 - gone, gone)
    assert one["numbers"] == list(range(min(gone, 20)))
    [loss] = losses()
    assert (loss["devices"], loss["lost"][f"{THING}|1|0"]["missing"]) == (1, gone)
    assert [said["value"] for name, said in told() if name == "MessagesLost"] == [gone]


def test_those_alone_that_do_not_balance_are_listed_page_by_page(ask, people, monkeypatch, balance):
    from functions.devices.conservation import store
    from functions.devices.conservation.model import Balance

    monkeypatch.setattr(store, "PAGE", 4)
    row = balance_row()
    every = [
        Balance.model_validate(row | {"thing": f"WM-WC-{n:03}", "missing": n % 5 // 4})
        for n in range(12)
    ]
    assert store.keep(every, lambda _: timedelta(days=1))
    query, found, pages = {"community": HERE, "hour": HOUR.isoformat(), "short": "true"}, [], 0
    while query.get("after") is not None or not pages:
        page = ask("GET", "/balances", sub="grid_worker", query=query)[1]
        found += [one["thing"] for one in page["items"]]
        query["after"], pages = page["next"], pages + 1
    assert (found, pages) == (["WM-WC-004", "WM-WC-009"], 3)
    assert len(balance()) == 12


def balance_row():
    """Of a device that sent ten, all of which are stored."""
    hour = {"begins": HOUR, "ends": HOUR + timedelta(hours=1), "boot": 1, "first": 0}
    sums = {"sent": 10, "stored": 10, "refused": 0, "missing": 0, "skew_seconds": 0}
    return {"community": HERE, "owner": "devices", "heard_at": OVER, **hour, **sums}


def test_an_hour_that_is_not_over_long_enough_is_not_counted(send, report, balance):
    send(range(5))
    report(0, 9, at=HOUR + timedelta(minutes=65))
    assert balance() == []


def test_what_is_refused_is_accounted_for(send, report, balance, losses):
    from functions.devices import telemetry

    send(range(8))
    at = HOUR + timedelta(seconds=9)
    far = {"at": (at + timedelta(days=2)).isoformat(), "measures": {"volume_m3": 1}}
    ahead = {"v": 1, "boot": 1, "seq": 8, "samples": [far]}
    records = [record("reading", ahead, at, "x"), record("reading", b"{", at, "y")]
    assert telemetry.handler({"Records": records}, CONTEXT) == {"batchItemFailures": []}
    report(0, 9)
    [one] = balance()
    assert (one["sent"], one["stored"], one["refused"], one["missing"]) == (10, 8, 2, 0)
    assert losses() == []


@pytest.mark.parametrize("channel", ["state", "report"])
def test_what_has_no_samples_accounts_for_none_that_is_lost(send, report, losses, balance, channel):
    """It has a number series of its own: this is another message with the same number."""
    from functions.devices import report as reports
    from functions.devices import telemetry

    send(n for n in range(10) if n != 5)
    at = HOUR + timedelta(seconds=9)
    status = {"reported": {}, "wished": 0, "network": {"bearer": "LTE", "battery_percent": 101}}
    aside = {"v": 1, "boot": 1, "seq": 5, "at": at.isoformat(), "status": status}
    records = [record(channel, aside, at, "x"), record(channel, b"{", at, "y")]
    entry = reports if channel == "report" else telemetry
    assert entry.handler({"Records": records}, CONTEXT) == {"batchItemFailures": []}
    report(0, 9)
    [one] = balance()
    assert (one["stored"], one["refused"], one["missing"], one["numbers"]) == (9, 0, 1, [5])
    assert [loss["missing"] for loss in losses()] == [1]


def test_what_was_measured_in_an_outage_is_found_by_when_it_was_sent(send, report, balance):
    send(range(10), late=timedelta(days=2))
    report(0, 9)
    assert balance()[0]["stored"] == 10


def test_another_boot_is_another_count(send, report, balance):
    send(range(3), boot=1)
    send(range(4), boot=2)
    report(0, 3, boot=2)
    assert [(one["boot"], one["stored"]) for one in balance()] == [(2, 4)]


def test_what_comes_after_all_is_found(send, report, losses, told, now):
    from functions.devices.conservation import acts

    send(range(5))
    report(0, 9)
    [loss] = losses()
    now(OVER + timedelta(minutes=5))
    acts.look(f"loss#{loss['id']}", "loss")  # not due
    assert losses()[0]["looks"] == 0
    send(range(5, 10))
    now(OVER + timedelta(minutes=20))
    acts.look(f"loss#{loss['id']}", "loss")
    assert losses() == []
    assert losses(over="true")[0]["stage"] == "found"
    assert [name for name, _ in told() if name == "MessagesFound"] == ["MessagesFound"]


def test_what_never_comes_is_given_up_and_stays_to_be_seen(send, report, losses, now):
    from functions.devices.conservation import acts

    send(range(5))
    report(0, 9)
    [loss] = losses()
    for look in range(1, 12):
        now(OVER + look * timedelta(minutes=30))
        acts.look(f"loss#{loss['id']}", "loss")
    [given_up] = losses(over="true")
    assert (given_up["stage"], given_up["looks"]) == ("given_up", 8)
    assert given_up["lost"][f"{THING}|1|0"]["missing"] == 5
    report(0, 9)
    assert losses() == []


def test_of_a_span_that_is_reported_longer_what_is_lost_since_is_counted_too(
    send, report, losses, balance
):
    send(range(30))
    lose(2)
    report(0, 29)
    assert [one["missing"] for one in losses()] == [2]
    send(range(30, 60))
    lose(3)
    report(0, 59, at=OVER + timedelta(hours=1), times=2)
    [loss] = losses()
    assert (loss["missing"], loss["devices"]) == (5, 1)
    assert [(one["sent"], one["missing"]) for one in loss["lost"].values()] == [(60, 5)]
    assert [one["missing"] for one in balance()] == [5]


def test_what_is_known_to_be_lost_opens_nothing_and_what_is_new_does(
    send, report, losses, told, now
):
    from functions.devices.conservation import acts

    send(range(5))
    report(0, 9, times=3)
    [loss] = losses()
    acts.end(loss["id"])
    report(0, 9)
    assert losses() == []
    report(0, 1, boot=7)
    [again] = losses()
    assert (again["devices"], again["missing"], again["looks"]) == (1, 7, 0)
    said = [said["value"] for name, said in told() if name == "MessagesLost"]
    assert said == [5, 7]


@pytest.fixture
def all_lose(register, owners_count):
    """all_lose(): three hundred devices of one community report that ten of theirs are missing."""
    from functions.devices.conservation import acts
    from functions.devices.conservation.model import Balance

    register()

    def all_lose():
        ends = HOUR + timedelta(hours=1)
        span = {"begins": HOUR, "ends": ends, "boot": 1, "first": 0, "sent": 10, "stored": 0}
        span |= {"community": HERE, "owner": "devices", "refused": 0, "missing": 10}
        span |= {"heard_at": OVER, "skew_seconds": 0}
        acts._lose([Balance(thing=f"{'W' * 58}-{n:05}", **span) for n in range(300)])

    return all_lose


@pytest.fixture
def owners_count(monkeypatch):
    """What the owner finds missing of each; every twentieth of a question is looked for far."""
    from functions.devices import owners
    from linli.packs.stretch import Count

    missing, far = {}, []

    def counted(stretches):
        found = []
        for n, one in enumerate(stretches):
            gone = missing.get(one.thing, 10)
            found.append(Count(thing=one.thing, stored=10 - gone, refused=0, missing=gone))
            if n < 20:
                far.append(one.thing)
                found[-1] = found[-1].model_copy(update={"far": True})
        return found

    monkeypatch.setattr(owners.counting, "counted", counted)
    return missing, far


def test_three_hundred_lost_are_counted_once_and_found_when_all_are_back(
    all_lose, owners_count, losses, told, now
):
    from functions.devices.conservation import acts

    missing, _ = owners_count
    now(OVER)
    all_lose()
    all_lose()
    [loss] = losses()
    assert (loss["devices"], loss["missing"], len(loss["lost"])) == (300, 3000, 50)
    missing |= {name.partition("|")[0]: 0 for name in loss["lost"]}
    now(OVER + timedelta(minutes=20))
    acts.look(f"loss#{loss['id']}", "loss")
    [loss] = losses()
    assert (loss["devices"], loss["missing"], loss["looks"]) == (300, 2500, 1)
    assert {one["missing"] for one in loss["lost"].values()} == {10}
    missing |= {f"{'W' * 58}-{n:05}": 0 for n in range(300)}
    now(OVER + timedelta(minutes=40))
    acts.look(f"loss#{loss['id']}", "loss")
    assert losses() == []
    all_lose()
    assert losses() == []
    [found] = losses(over="true")
    assert (found["stage"], found["devices"], found["missing"]) == ("found", 300, 0)
    names = [name for name, _ in told() if name.startswith("Messages")]
    assert names == ["MessagesLost", "MessagesFound"]


def test_looks_come_round_to_each_of_three_hundred(all_lose, owners_count, losses, now):
    from functions.devices.conservation import acts

    now(OVER)
    all_lose()
    [loss] = losses()
    for look in range(1, 9):
        now(OVER + look * timedelta(minutes=20))
        acts.look(f"loss#{loss['id']}", "loss")
        if look == 5:
            assert len(set(owners_count[1])) == 300
    assert losses() == []
    assert losses(over="true")[0]["stage"] == "given_up"


def test_one_unreadable_message_delivered_twice_covers_one_loss(send, report, balance):
    from functions.devices import telemetry

    send(range(8))
    at = HOUR + timedelta(seconds=9)
    records = [record("reading", b"{", at, "y"), record("reading", b"{", at, "z")]
    assert telemetry.handler({"Records": records}, CONTEXT) == {"batchItemFailures": []}
    report(0, 9)
    [one] = balance()
    assert (one["refused"], one["missing"]) == (1, 1)


def test_a_question_looks_far_for_its_first_alone(send):
    from linli.packs import counting
    from linli.packs.stretch import Stretch

    send(range(5), late=timedelta(days=2))
    span = {"begins": HOUR, "ends": HOUR + timedelta(hours=1), "boot": 1, "first": 0, "last": 4}
    counts = counting.counted([Stretch(thing=THING, **span)] * 30)
    assert [one.far for one in counts] == [True] * 20 + [False] * 10
    assert [one.stored for one in counts] == [5] * 20 + [0] * 10


def test_a_report_of_nobody_waits_in_quarantine(register, report, ask):
    register("WM-WC-002")
    report(0, 5)
    items = ask("GET", "/quarantine", sub="city")[1]["items"]
    assert [one["why"] for one in items] == ["unknown-device"]


def test_a_report_of_beyond_all_years_waits_alone(send, now, balance, ask, advance):
    """A scenario's clock is ahead; what others say in the same batch is settled."""
    from functions.devices import report

    send(range(3))
    now(OVER + timedelta(hours=1))
    advance(HERE, 3600)
    last = datetime(9999, 12, 31, 22, 30, tzinfo=UTC)
    told = reported(0, 2, begins=last), reported(0, 2, begins=HOUR - timedelta(hours=1))
    records = [record("report", said, OVER, f"r{n}") for n, said in enumerate(told)]
    assert report.handler({"Records": records}, CONTEXT) == {"batchItemFailures": []}
    assert len(ask("GET", "/quarantine", sub="city")[1]["items"]) == 1
    assert len(balance()) == 1
