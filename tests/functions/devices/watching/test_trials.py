"""A rule on the past of a device: what it would have said, and that nothing comes of it."""

from datetime import UTC, datetime, timedelta

import pytest

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
KIOSK = "KI-WC-001"
LOW = {"by": "threshold", "measure": "paper_percent", "compare": "le", "value": 60, "unit": "%"}


def rule(when=LOW, kind="kiosk", **more):
    step = {"level": 1, "when": when, "raises": "hazard", "priority": "P4", "category": "A4"}
    said = {"id": "KI-new", "kind": kind, "steps": [step | more], "article": "local", "mark": "U"}
    return said | {"effective_from": "2026-01-01"}


def asked(rule, begins=AT, until=AT + HOUR):
    return {"rule": rule, "from": begins.isoformat(), "until": until.isoformat()}


@pytest.fixture
def tried(register, send, ask, now):
    register(KIOSK, "kiosk")
    now(AT + 2 * HOUR)
    for n, value in enumerate((80, 55, 70, 50, 50, 90)):
        send(KIOSK, (AT + n * MINUTE, {"paper_percent": value}))

    def tried(body, sub="property_manager"):
        return ask("POST", f"/{KIOSK}/trials", body, sub=sub)

    return tried


def test_it_says_how_often_it_would_have_fired_and_when(tried, facts):
    status, said = tried(asked(rule()))
    assert (status, said["fired"], said["levels"], said["samples"]) == (200, 2, {"1": 2}, 6)
    assert [one["onset"] for one in said["alarms"]] == [
        "2026-11-23T06:01:00Z",
        "2026-11-23T06:03:00Z",
    ]
    assert said["open_seconds"] == 180
    assert facts() == []


def test_what_it_fired_before_the_time_asked_for_is_not_counted(tried):
    """Samples are valid for an hour, so those of the hour before are read as well."""
    holding = rule() | {"holds_seconds": 3600}
    said = tried(asked(holding, AT + 4 * MINUTE))[1]
    assert (said["fired"], said["samples"], said["open_seconds"]) == (1, 2, 60)
    assert [one["onset"] for one in said["alarms"]] == ["2026-11-23T06:03:00Z"]  # still open then


def test_a_delay_makes_it_fire_less(tried):
    assert tried(asked(rule(after_seconds=90)))[1]["fired"] == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (asked(rule(kind="door")), "rule-of-another-kind"),
        (asked(rule(LOW | {"unit": "l"})), "rule-in-another-unit"),
        (asked(rule(LOW | {"measure": "x"})), "rule-of-no-measure"),
        (asked(rule(raises="smoke")), "raises-what-nobody-hears"),
        (asked(rule(), AT, AT), "ends-before"),
        (asked(rule(), AT - timedelta(days=40)), "span-too-long"),
    ],
)
def test_what_does_not_fit_is_refused(tried, body, code):
    status, said = tried(body)
    assert (status, said["code"]) == (422, code)


def test_who_makes_no_rules_tries_none(tried):
    assert tried(asked(rule()), sub="grid_worker")[0] == 403
