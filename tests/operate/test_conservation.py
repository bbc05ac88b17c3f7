"""What the command says of devices that send without reporting, over a table in memory."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import boto3
import pytest
from moto import mock_aws

from functions.devices.conservation.unreported.model import Late, Unreported
from operate import here
from operate.commands import status
from operate.here import City
from operate.home import Home
from tests.operate.tables import create_table

COMMUNITIES = ("140105001001", "140105001002", "140105001003")
TABLE = "linli-test-devices"


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[City]:
    monkeypatch.setattr(Home, "client", lambda _, service, **__: boto3.client(service))
    with mock_aws():
        create_table(TABLE)
        city = City(Home(tmp_path), "test")
        places = SimpleNamespace(communities=[SimpleNamespace(code=one) for one in COMMUNITIES])
        monkeypatch.setattr(status.settings, "load", lambda _: places)
        monkeypatch.setattr(here, "current", lambda: city)
        yield city


def keep(community: str, devices: int, *things: str) -> None:
    since = datetime(2026, 11, 23, tzinfo=UTC)
    named = tuple(Late(thing=one, owner="devices", since=since) for one in things)
    noun = Unreported(community=community, devices=devices, named=named)
    texts = {"pk": f"unreported#{community}", "sk": "unreported", "body": noun.model_dump_json()}
    row = {name: {"S": text} for name, text in texts.items()} | {"version": {"N": "1"}}
    boto3.client("dynamodb").put_item(TableName=TABLE, Item=row)


def test_who_does_not_report_is_said_by_community(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(COMMUNITIES[0], 12, *(f"WM-{n:02}" for n in range(11)))
    keep(COMMUNITIES[1], 1)
    keep(COMMUNITIES[2], 0)
    status.show(balance=True)
    shown = " ".join(capsys.readouterr().out.split())
    assert f"unreported in {COMMUNITIES[0]}: 12 devices send: WM-00," in shown
    assert "WM-09 …" in shown
    assert f"unreported in {COMMUNITIES[1]}: 1 devices send" in shown
    assert COMMUNITIES[2] not in shown
    status.show(balance=True, as_json=True)
    said = json.loads(capsys.readouterr().out)
    assert said["hours"] == []
    assert [(one["devices"], len(one["named"])) for one in said["unreported"]] == [(12, 11), (1, 0)]
