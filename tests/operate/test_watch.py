"""The watch calls a sweeper when, and only when, there is work for it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from linli.table import utc
from operate.home import Home
from operate.watch import Watch

HERE, AHEAD = "140105599001", "140105599002"


class Cloud:
    """Enough of an engine: rows of one table, and the names of the functions called."""

    def __init__(self) -> None:
        self.rows: list[dict[str, str]] = []
        self.called: list[str] = []
        self.read = 0

    def get_paginator(self, operation: str) -> "Cloud":
        self.operation = operation
        return self

    def paginate(self, **asked: Any) -> Iterator[dict[str, Any]]:
        if self.operation == "list_tables":
            yield {"TableNames": ["linli-taiyuan-incidents", "somebody-else", "linli-taiyuan-a-b"]}
            return
        field, until = asked["IndexName"], asked["ExpressionAttributeValues"][":until"]["S"]
        found = [row for row in self.rows if field in row and row[field] <= until]
        yield {"Items": [{key: {"S": value} for key, value in row.items()} for row in found]}

    def get_item(self, Key: dict[str, dict[str, str]], **_: Any) -> dict[str, Any]:  # noqa: N803
        self.read += 1
        row = next(row for row in self.rows if row["pk"] == Key["pk"]["S"])
        return {"Item": {"body": {"S": f'{{"community": "{row["community"]}"}}'}}}

    def invoke(self, FunctionName: str, **_: Any) -> None:  # noqa: N803
        self.called.append(FunctionName)


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Cloud:
    cloud = Cloud()
    monkeypatch.setattr(Home, "client", lambda *_, **__: cloud)
    return cloud


@pytest.fixture
def watch(cloud: Cloud, tmp_path: Path) -> Watch:
    home = Home(tmp_path)
    home.write("clock.json", {AHEAD: timedelta(days=2).total_seconds()})
    return Watch(home, every=0)


def row(community: str, **index: timedelta) -> dict[str, str]:
    times = {field: utc(datetime.now(UTC) + at) for field, at in index.items()}
    return {"pk": f"incident#{community}", "sk": "incident", "community": community, **times}


def test_nothing_due_calls_nobody(watch: Watch, cloud: Cloud) -> None:
    cloud.rows = [row(HERE, due=timedelta(minutes=1))]
    assert list(watch.look()) == []


def test_what_is_due_calls_its_features_sweeper(watch: Watch, cloud: Cloud) -> None:
    cloud.rows = [row(HERE, due=timedelta(seconds=-1))]
    assert list(watch.look()) == ["linli-taiyuan-incidents-sweeper"]
    assert cloud.called == ["linli-taiyuan-incidents-sweeper"]


def test_each_community_is_due_by_its_own_clock(watch: Watch, cloud: Cloud) -> None:
    tomorrow = timedelta(days=1)
    cloud.rows = [row(HERE, due=tomorrow)]
    assert list(watch.look()) == []
    cloud.rows = [row(AHEAD, due=tomorrow)]
    assert list(watch.look()) == ["linli-taiyuan-incidents-sweeper"]


def test_a_citys_clock_leads_all_its_communities(watch: Watch, cloud: Cloud) -> None:
    watch.home.write("clock.json", {"140100000000": timedelta(days=2).total_seconds()})
    cloud.rows = [row(HERE, due=timedelta(days=1))]
    assert list(watch.look()) == ["linli-taiyuan-incidents-sweeper"]
    cloud.rows = [row(HERE, due=timedelta(days=3))]
    assert list(watch.look()) == []


def test_a_row_is_read_once(watch: Watch, cloud: Cloud) -> None:
    cloud.rows = [row(HERE, due=timedelta(days=1))]
    assert list(watch.look()) == list(watch.look()) == []
    assert cloud.read == 1


def test_what_was_not_told_for_a_minute_is_told(watch: Watch, cloud: Cloud) -> None:
    cloud.rows = [row(HERE, untold=timedelta(seconds=-50))]
    assert list(watch.look()) == []
    cloud.rows = [row(HERE, untold=timedelta(seconds=-70))]
    assert list(watch.look()) == ["linli-taiyuan-incidents-sweeper"]
