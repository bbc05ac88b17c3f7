"""What a row has to tell is told, and taken off it only then."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from events.accounts import CommunityClosed

CONTEXT = SimpleNamespace(
    function_name="f", memory_limit_in_mb=1, invoked_function_arn="a", aws_request_id="r"
)
EVENT = CommunityClosed(community="140105001001", at=datetime(2026, 6, 1, 12, tzinfo=UTC))


@pytest.fixture
def told(row, monkeypatch):
    """What reached the bus, unless it refuses."""
    from linli import outbox

    bus = SimpleNamespace(entries=[], refuses=False)

    def put_events(Entries):  # noqa: N803 - boto3's name
        if bus.refuses:
            return {"Entries": [{"ErrorCode": "ThrottlingException"} for _ in Entries]}
        bus.entries += Entries
        return {"Entries": [{"EventId": "1"} for _ in Entries]}

    monkeypatch.setattr(outbox, "bus", lambda: SimpleNamespace(put_events=put_events))
    return bus


def record(row, noun_id="1"):
    [kept] = row.query(f"thing#{noun_id}")
    image = {
        "pk": {"S": kept.pk},
        "sk": {"S": kept.sk},
        "version": {"N": str(int(kept.version))},
        "events": {"L": [{"S": telling} for telling in kept.events]},
    }
    return {"dynamodb": {"NewImage": image}}


def keep(*events, version=None):
    from linli.model import Driven
    from linli.store import Write, commit

    noun = Driven(id="1", community="140105001001", stage="new", version=version)
    commit(Write("thing#1", "thing", noun, events))


def test_told_events_are_off_the_row(row, told):
    from linli import outbox

    keep(*[EVENT] * 12)
    outbox.handler({"Records": [record(row)]}, CONTEXT)
    assert len(told.entries) == 12
    assert {entry["DetailType"] for entry in told.entries} == {"CommunityClosed"}
    [kept] = row.query("thing#1")
    assert (kept.events, kept.untold, kept.version) == (None, None, 1)


def test_a_row_changed_meanwhile_tells_again_with_the_same_ids(row, told):
    from linli import outbox

    keep(EVENT)
    early = record(row)
    keep(EVENT, version=1)
    outbox.handler({"Records": [early]}, CONTEXT)
    [kept] = row.query("thing#1")
    assert len(kept.events) == 2
    outbox.handler({"Records": [record(row)]}, CONTEXT)
    ids = [json.loads(entry["Detail"])["event_id"] for entry in told.entries]
    assert (len(ids), len(set(ids))) == (3, 2)


def test_what_the_bus_refuses_stays_on_the_row_and_is_told_by_the_sweeper(
    row, told, capsys, monkeypatch
):
    from linli import outbox, sweeper

    monkeypatch.delenv("POWERTOOLS_METRICS_DISABLED")
    keep(EVENT)
    told.refuses = True
    outbox.handler({"Records": [record(row)]}, CONTEXT)
    [kept] = row.query("thing#1")
    assert len(kept.events) == 1
    assert sweeper.handler({"untold_for": 0}, CONTEXT) == {"driven": 0, "told": 0, "failed": 1}
    assert '"NotTold"' in capsys.readouterr().out  # which calls somebody
    told.refuses = False
    assert sweeper.handler({"untold_for": 0}, CONTEXT)["told"] == 1
    assert [entry["DetailType"] for entry in told.entries] == ["CommunityClosed"]
    assert sweeper.handler({"untold_for": 0}, CONTEXT)["told"] == 0
