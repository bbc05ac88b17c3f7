"""A device that sends but does not report is no balance: it is counted as such, and nobody else."""

import json
from datetime import timedelta

import pytest

from tests import queues
from tests.conftest import CONTEXT
from tests.functions.devices.conftest import BEGIN, HERE

A, B = "WM-WC-001", "WM-WC-002"
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
ROUND = f"round#{HERE}#water_meter"


@pytest.fixture
def meters(register, now):
    """Registers water meters, which are looked after from now on."""

    def meters(*names):
        from functions.devices.presence import acts

        for name in names:
            assert register(name)[0] == 201
        acts.begin(HERE, "water_meter")

    return meters


@pytest.fixture
def sweep(now):
    """The checks of the water meters that are due by then."""

    def sweep(at):
        from functions.devices import sweeper
        from functions.devices.presence import store

        now(at)
        while store.round_at(ROUND).due <= at:
            sweeper.look(ROUND, "round")

    return sweep


@pytest.fixture
def report(now):
    """report(thing, at, *hours): it says that it sent number n of boot 1 in the hour n."""

    def report(thing, at, *hours, skew=timedelta()):
        from functions.devices import report as entry

        spans = [
            {
                "begins": (BEGIN + n * HOUR - skew).isoformat(),
                "ends": (BEGIN + (n + 1) * HOUR - skew).isoformat(),
                "boot": 1,
                "first": n,
                "last": n,
            }
            for n in hours
        ]
        said = {"v": 1, "boot": 1, "seq": 0, "at": (at - skew).isoformat(), "spans": spans}
        now(at)
        record = queues.signal(thing, json.dumps(said).encode(), at, "report")
        assert entry.handler({"Records": [record]}, CONTEXT) == {"batchItemFailures": []}

    return report


@pytest.fixture
def hours(now, send, report, sweep):
    """hours(range, sending, reporting): in each hour these devices send, those report as well, five
    minutes after it, and the checks are made.
    """

    def hours(of, sending, reporting=(), boot=1):
        for n in of:
            for thing in sending:
                now(at := BEGIN + n * HOUR + 30 * MINUTE)
                assert send(thing, (at, {"volume_m3": n}), seq=n, boot=boot) == []
            for thing in reporting:
                report(
                    thing, BEGIN + (n + 1) * HOUR + 5 * MINUTE, *[h for h in (n - 1, n) if h >= 0]
                )
            sweep(BEGIN + (n + 1) * HOUR + 6 * MINUTE)

    return hours


@pytest.fixture
def unreported(ask):
    """How many do not report, and which of them are named."""

    def unreported(after=""):
        query = {"community": HERE, "hour": BEGIN.isoformat(), "after": after}
        found = ask("GET", "/balances", sub="grid_worker", query=query)[1]["unreported"]
        return found and (found["devices"], [one["thing"] for one in found["named"]])

    return unreported


@pytest.fixture
def said(told):
    """What was made known of them, in order."""

    def said():
        return [(name, one["value"]) for name, one in told() if name.startswith("Reports")]

    return said


def test_one_that_sends_for_five_hours_and_does_not_report_is_counted(
    meters, hours, unreported, said
):
    meters(A, B)
    hours(range(4), [A, B], [B])
    assert unreported() == (0, [])
    hours(range(4, 6), [A, B], [B])
    assert (unreported(), said()) == ((1, [A]), [("ReportsMissed", 1)])
    assert unreported(after="x") is None


def test_one_that_numbers_nothing_is_not_expected_to_report(meters, hours, unreported):
    meters(A)
    hours(range(6), [A], boot=0)
    assert unreported() == (0, [])


def test_one_incident_is_about_all_and_over_when_all_report(meters, hours, unreported, said):
    meters(A, B)
    hours(range(6), [A, B], [B])
    hours(range(6, 15), [A, B])
    assert (unreported(), said()) == ((2, [A, B]), [("ReportsMissed", 1)])
    hours(range(15, 17), [A, B], [A])
    assert (unreported(), said()) == ((1, [B]), [("ReportsMissed", 1)])
    hours(range(17, 19), [A, B], [A, B])
    assert (unreported(), said()) == ((0, []), [("ReportsMissed", 1), ("ReportsResumed", 1)])


def test_of_those_that_report_an_hour_costs_six_reads_and_no_write(meters, hours, now, send, calls):
    """Of five hundred devices of a kind, of which silence asks that often after the newest."""
    from functions.devices.conservation.unreported import acts
    from functions.devices.kinds import store as kinds

    meters(A, B)
    hours(range(4), [A, B], [A, B])
    kind, at = kinds.kind("water_meter"), BEGIN + 4 * HOUR + 6 * MINUTE
    calls.clear()
    acts.look(HERE, kind, ("", None), dict.fromkeys((A, B), at), at)
    assert sorted(calls) == ["GetItem", *["Query"] * 5]


def test_a_silent_one_is_not_counted(meters, hours, sweep, unreported, said):
    """It sent for five hours, and there is nothing of it since: that is another matter."""
    meters(A)
    hours(range(5), [A])
    assert unreported() == (1, [A])
    hours(range(5, 10), [])
    assert (unreported(), [name for name, _ in said()]) == (
        (0, []),
        ["ReportsMissed", "ReportsResumed"],
    )


def test_one_that_was_away_and_sends_what_it_kept_is_not_counted(
    meters, hours, now, send, report, sweep, unreported
):
    meters(A)
    hours(range(4), [A], [A])
    hours(range(4, 5), [A])  # the network fails before it reports
    hours(range(5, 7), [])
    back = BEGIN + 7 * HOUR + 40 * MINUTE
    now(back)
    kept = [(BEGIN + n * HOUR + 30 * MINUTE, {"volume_m3": n}) for n in (5, 6, 7)]
    assert [send(A, one, seq=5 + n) for n, one in enumerate(kept)] == [[], [], []]
    hours(range(8, 10), [A])
    assert unreported() == (0, [])
    report(A, BEGIN + 10 * HOUR + 8 * MINUTE, 8, 9)
    hours(range(10, 16), [A], [A])
    assert unreported() == (0, [])


@pytest.mark.parametrize("hours_behind", [-8, 8])
def test_a_wrong_clock_is_no_missing_report(meters, hours, report, unreported, hours_behind):
    """Of a device that takes local time for UTC, or the reverse."""
    meters(A)
    for n in range(12):
        hours(range(n, n + 1), [A])
        at = BEGIN + (n + 1) * HOUR + 20 * MINUTE
        report(A, at, *[h for h in (n - 1, n) if h >= 0], skew=hours_behind * HOUR)
        assert unreported() == (0, [])


def test_a_message_counts_at_one_check(meters, hours, unreported):
    """It sends each other hour, four times within seven checks."""
    meters(A)
    for n in range(7):
        hours(range(n, n + 1), [] if n % 2 else [A])
    assert unreported() == (0, [])
    for n in range(7, 9):
        hours(range(n, n + 1), [] if n % 2 else [A])
    assert unreported() == (1, [A])


def test_of_what_was_sent_hours_ago_no_recent_report_is_expected(people, row, calls):
    from functions.devices.conservation.unreported import acts
    from functions.devices.kinds import store as kinds

    cover = kinds.kind("manhole")
    acts.look(HERE, cover, ("", None), {"MH-WC-001": BEGIN}, BEGIN + 2 * HOUR)
    assert "BatchWriteItem" in calls
    calls.clear()
    acts.look(HERE, cover, ("", None), {"MH-WC-002": BEGIN}, BEGIN + 4 * HOUR)
    assert calls.count("BatchWriteItem") == 1  # the other is gone
    calls.clear()
    acts.look(HERE, cover, ("", None), {"MH-WC-002": BEGIN}, BEGIN + 4 * HOUR)
    assert "BatchWriteItem" not in calls


def test_the_checks_of_a_kind_are_once_an_hour_about_reports():
    from functions.devices.presence import rules
    from functions.devices.presence.model import Round

    first = rules.starting(Round(community=HERE, kind="air"), BEGIN)
    assert (first.hourly, first.hourly_at) == (True, BEGIN)
    going_on = first.model_copy(update={"after": "air#AQ-1"})
    assert rules.starting(going_on, BEGIN + 2 * HOUR) == going_on
    soon = rules.starting(first, BEGIN + 59 * MINUTE)
    assert (soon.hourly, soon.hourly_at) == (False, BEGIN)
    assert rules.starting(soon, BEGIN + HOUR).hourly


def test_one_of_which_a_span_is_a_day_long_has_reported(meters, hours, now, unreported):
    from functions.devices.conservation import store
    from functions.devices.conservation.model import Balance

    meters(A)
    for n in range(9):
        hours(range(n, n + 1), [A])
        ends = BEGIN + (n + 1) * HOUR
        row = {"thing": A, "community": HERE, "owner": "devices", "boot": 1, "first": 0}
        row |= {"sent": n + 1, "stored": n + 1, "refused": 0, "missing": 0, "skew_seconds": 0}
        row |= {"begins": ends - 25 * HOUR, "ends": ends, "heard_at": ends}
        assert store.keep([Balance.model_validate(row)], lambda _: timedelta(days=1))
    assert unreported() == (0, [])


def test_of_a_person_it_is_counted_and_not_named(row, people, now, unreported, said, told):
    from functions.devices.conservation.unreported import acts
    from functions.devices.kinds import store as kinds

    for n in range(6):
        sending = {"WR-WC-001": BEGIN + n * HOUR}
        acts.look(HERE, kinds.kind("wearable"), ("", None), sending, BEGIN + n * HOUR + MINUTE)
    assert unreported() == (1, [])
    [(_, fact)] = told()
    assert fact["asset_id"] == "personal"


def test_after_its_incident_was_closed_only_more_devices_open_another(
    meters, hours, hear, told, said
):
    meters(A, B)
    hours(range(6), [A, B], [B])
    [(_, fact)] = [one for one in told() if one[0] == "ReportsMissed"]
    closed = {"community": HERE, "at": BEGIN.isoformat(), "incident_id": "i", "subject": A}
    closed |= {"measure": "reports_missing", "hazard_at": fact["at"]}
    assert hear(("IncidentClosed", closed | {"hazard_id": "of something else"})) == []
    hours(range(6, 7), [A, B], [B])
    closed |= {"hazard_id": fact["hazard_id"]}
    assert hear(("IncidentClosed", closed)) == []
    hours(range(7, 9), [A, B], [B])
    assert said() == [("ReportsMissed", 1)]
    hours(range(9, 17), [A, B])
    assert said() == [("ReportsMissed", 1), ("ReportsMissed", 2)]


def test_slice_by_slice_those_that_are_gone_are_forgotten(
    meters, hours, ask, unreported, monkeypatch
):
    from functions.devices.presence import acts

    monkeypatch.setattr(acts, "SLICE", 1)
    meters(A, B)
    hours(range(6), [A, B])
    assert unreported() == (2, [A, B])
    end = {"reason": "拆除"}
    assert ask("POST", f"/{A}/retirements", end, sub="city", if_match=1)[0] == 201
    hours(range(6, 7), [B])
    assert unreported() == (1, [B])
    assert ask("POST", f"/{B}/retirements", end, sub="city", if_match=1)[0] == 201
    hours(range(7, 8), [])
    assert unreported() == (0, [])
