"""What a unit said while its certificate was good counts, however late it is read."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.functions.devices.conftest import HERE
from tests.functions.devices.watching.test_order import standing

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
KIOSK, OLD, NEW, FIRST = "KI-WC-001", "a0" * 32, "b0" * 32, 10**9
LOW, WELL = {"paper_percent": 8}, {"paper_percent": 80}


@pytest.fixture
def end(hear):
    """Its certificate ended at a time; without one, nothing by it is taken any more."""
    from linli import barred

    def end(at, valid_until):
        said = {"community": HERE, "at": at.isoformat(), "device_id": KIOSK, "owner": "devices"}
        said |= {"certificates": [OLD], "first_boot": FIRST}
        said |= {"valid_until": valid_until and valid_until.isoformat()}
        assert hear(("CertificatesEnded", said)) == []
        barred.forget()  # half a minute later

    barred.forget()
    yield end
    barred.forget()


@pytest.fixture
def die(monkeypatch):
    """The worker dies when it has kept what a device sent, and before it tells its alarm."""
    from functions.devices.watching import acts

    with monkeypatch.context() as dying:

        def heard(*_):
            raise MemoryError

        dying.setattr(acts, "heard", heard)
        yield dying


def raised(facts):
    return [said["onset"] for name, said in facts() if name == "DeviceAlarmRaised"]


def low(send):
    return send(KIOSK, (AT, LOW), seq=1, by=OLD, had=AT)


def test_an_alarm_is_not_lost_with_the_certificate_of_who_raised_it(
    register, send, facts, now, end, die
):
    register(KIOSK, "kiosk")
    assert low(send) != []  # is stored, and comes again
    die.undo()
    now(AT + HOUR)
    end(AT + MINUTE, AT + MINUTE)
    assert low(send) == []
    assert raised(facts) == ["2026-11-23T06:00:00Z"]
    assert low(send) == []
    assert len(facts()) == 1


def test_nor_where_the_next_unit_spoke_meanwhile(register, send, facts, now, end, die):
    register(KIOSK, "kiosk")
    assert low(send) != []
    die.undo()
    now(AT + HOUR)
    end(AT + MINUTE, AT + MINUTE)
    for n, value in enumerate((7, 80)):
        send(KIOSK, (AT + (30 + n) * MINUTE, {"paper_percent": value}), by=NEW, boot=FIRST, seq=n)
    assert raised(facts) == ["2026-11-23T06:30:00Z"]
    assert low(send) == []
    assert low(send) == []
    assert standing(KIOSK)[0][0] == AT
    send(KIOSK, (AT + 32 * MINUTE, WELL), by=NEW, boot=FIRST, seq=2)
    assert standing(KIOSK)[0][0] == AT


def test_what_came_after_it_ended_is_only_counted(register, send, facts, now, end):
    from linli import refusals

    register(KIOSK, "kiosk")
    now(AT + HOUR)
    end(AT + MINUTE, AT + MINUTE)
    assert send(KIOSK, (AT, LOW), seq=1, by=OLD, had=AT + 2 * MINUTE) == []
    assert facts() == []
    assert refusals.refused(KIOSK, AT - HOUR, AT + HOUR) == ([(1, 1)], 0)


def test_of_what_was_revoked_nothing_is_taken_though_it_was_sent_before(
    register, send, facts, now, end
):
    register(KIOSK, "kiosk")
    now(AT + HOUR)
    end(AT + MINUTE, None)
    assert low(send) == []
    assert facts() == []
