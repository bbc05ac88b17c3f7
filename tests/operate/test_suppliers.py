"""What `./linli status` says of suppliers and of messages to many, by the rows of the feature."""

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import yaml

from operate import suppliers
from operate.commands import status as command
from operate.here import City
from operate.rows import Table
from operate.status import Status

CODE = "140100000000"
GATEWAYS = {
    "sms": [
        {"name": "sms-a", "url": "https://a.example", "share": 60},
        {"name": "sms-b", "url": "https://b.example", "share": 40},
    ],
    "robot": [{"name": "robot", "url": "https://r.example"}],
}


@pytest.fixture
def city(row, tmp_path, monkeypatch):
    """Its notify keeps its rows in the one table of the tests."""
    import boto3

    file = tmp_path / "test.yaml"
    settings = {
        "name": "test",
        "title": {"zh": "测", "en": "Test"},
        "code": CODE,
        "region": "cn-north-1",
    }
    file.write_text(yaml.safe_dump(settings | {"gateways": GATEWAYS}))
    home = SimpleNamespace(
        client=lambda service: boto3.client(service, region_name="cn-north-1"),
        city_file=lambda: file,
        read=lambda name: {CODE: 300.0},
    )
    monkeypatch.setattr(suppliers, "Table", lambda city, _: Table(city, "accounts"))
    return City(home, "test")


def by_name(city):
    return {one.name: one for one in suppliers.of(city)}


def test_before_anything_was_sent_all_are_at_rest(city):
    found = by_name(city)
    assert {name: (one.share, one.resting) for name, one in found.items()} == {
        "sms-a": (60, 60),
        "sms-b": (40, 40),
        "robot": (100, 100),
    }
    assert suppliers.bulks(city) == []


def test_who_is_slow_is_shown_with_the_share_that_is_left_to_him(city):
    from functions.notify.gateways import store as gateways_store
    from functions.notify.gateways.suppliers import Shares

    now = datetime.now(UTC) + timedelta(seconds=300)
    began = now - timedelta(seconds=60)
    shares = {"sms-a": 60, "sms-b": 40}
    gateways_store.keep(Shares(channel="sms", points=shares, judged_at=began, quiet_since=began))
    sent_at = now - timedelta(seconds=45)
    gateways_store.count("sms-a", sent_at, "sent", 10)
    gateways_store.count("sms-a", sent_at, "prompt", 4)
    gateways_store.count("sms-b", sent_at, "sent", 10)
    gateways_store.count("sms-b", sent_at, "prompt", 10)
    found = by_name(city)
    assert (found["sms-a"].share, found["sms-b"].share) == (10, 90)
    assert found["sms-a"].health[:4] == (10, 6, 0, 6)
    assert gateways_store.shares("sms").points == shares  # nothing is written


def test_a_message_to_many_that_goes_out_is_shown_with_its_counts(city):
    from functions.notify.bulk import rules as bulk_rules
    from functions.notify.bulk import store as bulk_store
    from functions.notify.bulk.asked import BulkAsked
    from functions.notify.bulk.model import Page, People, Preview, Texts

    now = datetime.now(UTC)
    texts, preview = (
        Texts(zh="停水", en="No water"),
        Preview(recipients=5, with_phone=5, complete=True, segments=1),
    )
    asked = BulkAsked(place="140105001001", texts=texts)
    one = bulk_rules.draft(asked, "0f" * 13, "ops", texts, preview, now)
    bulk_store.draft(one, "digest")
    bulk_store.add(
        bulk_store.bulk(one.id).model_copy(update={"pages": 1}),
        People(people=("a", "b", "c", "d", "e")),
        Page(number=1, states=".addf"),
    )
    [found] = suppliers.bulks(city)
    assert (found.id, found.place, found.stage) == (one.id, "140105001001", "draft")
    assert {n: found.counts[n] for n in ("unsent", "in_flight", "delivered", "failed")} == {
        "unsent": 1,
        "in_flight": 1,
        "delivered": 2,
        "failed": 1,
    }


def test_the_tables_fit_a_terminal_and_a_program_reads_the_same():
    from rich.console import Console

    from functions.notify.gateways.suppliers import Health

    one = suppliers.Supplier("sms", "sms-a", 10, 60, Health(10, 6, 0, 6))
    counts = {"unsent": 5, "in_flight": 4, "delivered": 3, "failed": 2, "expired": 1}
    many = suppliers.Bulk("0" * 26, "140105001001", "sending", counts)
    found = Status("x", datetime.now(UTC), [], [one], [many])
    console = Console(width=80, record=True)
    for table in command._of_notify(found):
        console.print(table)
    text = console.export_text()
    assert "sms-a" in text
    assert "sending" in text
    assert "…" not in text
    told = json.loads(json.dumps(command.plain(found)))
    assert told["suppliers"][0]["health"]["slow"] == 6
    assert told["bulks"][0]["counts"]["delivered"] == 3
