"""A city's life: where it may move in, what is kept from harm, what is not done again."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from moto import mock_aws

from operate import after_deploy, drain, life
from operate.failure import Failure, NotUnderstood
from operate.home import ROOT, Home
from operate.once import once


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    import boto3

    monkeypatch.setattr(Home, "client", lambda self, service, **_: boto3.client(service))
    with mock_aws():
        yield


def test_a_city_that_nobody_wrote_is_refused_with_those_there_are() -> None:
    with pytest.raises(NotUnderstood, match=r"there are: .*taiyuan"):
        life.read("nowhere")


RIGHT = """
name: yunshan
title: {zh: 云山, en: Yunshan}
code: "140900000000"
region: cn-north-1
"""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (RIGHT + "zone: cn-north-1", "zone: Extra inputs are not permitted"),
        (RIGHT.replace('"', ""), "code: .*digits must be in quotes"),
        (RIGHT + "alarm_topic: arn:aws:sns:eu-west-1:123456789012:t", "the file: an alarm calls a"),
        (RIGHT + "name: other", "name twice.*\n.*line 6"),
        (RIGHT + "title: {zh: 云山", "line 6"),
        (
            RIGHT
            + "people: [{id: a, name: 甲, memberships: [{role: worker, place: '140900000000'}]}]",
            "people.0.memberships.0.role: Input should be 'resident'",
        ),
        (RIGHT + "outlines: none.geojson", "none.geojson: No such file"),
        ("", "the file: "),
        (RIGHT.encode("gb18030"), "utf-8"),
    ],
)
def test_a_city_file_with_a_mistake_says_which(
    tmp_path: Path, written: str | bytes, said: str
) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_bytes(written if isinstance(written, bytes) else written.encode())
    with pytest.raises(Failure, match=f"(?s){said}") as failed:
        life.read(str(file))
    assert "pydantic" not in str(failed.value)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("factories: {limits: {MH1-tilt: {value: 12}}}", "rules: factories: limits: no such rows"),
        ("facilities: {limit: {MH1-tilt: {value: 12}}}", "limit: no such rows; .*limits"),
        ("facilities: {limits: {MH1-tlit: {value: 12}}}", "rules: facilities: limits: .*MH1-tlit"),
        ("facilities: {limits: {MH1-tilt: {worth: 12}}}", "MH1-tilt: worth = 12 does not fit"),
        (
            "standards: {retention: {archives: {value: 3650}}}",
            "rules: standards: retention: .*archives",
        ),
    ],
)
def test_an_override_that_would_change_nothing_is_refused(
    tmp_path: Path, rules: str, said: str
) -> None:
    file = tmp_path / "yunshan.yaml"
    file.write_text(f"{RIGHT}rules: {{{rules}}}", "utf-8")
    with pytest.raises(Failure, match=said):
        life.read(str(file))


def test_overrides_of_features_and_standards_are_taken(tmp_path: Path) -> None:
    rules = "facilities: {limits: {MH1-tilt: {value: 12, article: 云山}}}"
    standards = (
        "standards: {retention: {archive: {value: 1}}, waiting: {quarantine-kept: {value: 9}}}"
    )
    file = tmp_path / "yunshan.yaml"
    file.write_text(f"{RIGHT}rules: {{{rules}, {standards}}}", "utf-8")
    assert life.read(str(file)).name == "yunshan"


def test_a_home_holds_the_cities_of_one_region(home: Home) -> None:
    taiyuan = life.read("taiyuan")
    assert life.move_in(home, "taiyuan", taiyuan) == ROOT / "cities/taiyuan.yaml"
    assert (home.city(), home.region()) == ("taiyuan", taiyuan.region)
    elsewhere = taiyuan.model_copy(update={"name": "lab", "region": "eu-central-1"})
    with pytest.raises(Failure, match="LINLI_HOME"):
        life.move_in(home, "lab", elsewhere)
    assert home.city() == "taiyuan"


def test_a_folder_that_is_no_home_is_not_deleted(tmp_path: Path) -> None:
    precious = tmp_path / "thesis.txt"
    precious.write_text("…")
    with pytest.raises(Failure):
        life.down(Home(tmp_path), wipe=True)
    assert precious.exists()


def test_a_home_that_never_was_is_not_made_by_taking_it_down(home: Home) -> None:
    assert not life.down(home)
    assert not home.root.exists()


def test_what_goes_or_comes_while_a_home_is_deleted_is_no_fault(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a worker that is still ending does it."""
    home.path("engine", "held").write_text("1")
    home.path("engine", "late").write_text("1")
    unlink = os.unlink
    done: list[str] = []

    def meanwhile(path: str, **how: Any) -> None:
        if not done:
            done.append(path)
            unlink(path, **how)
            home.path("logs", "worker.log").write_text("bye")
        unlink(path, **how)

    monkeypatch.setattr(os, "unlink", meanwhile)
    life._erase(home.root)
    assert done
    assert not home.root.exists()
    life._erase(home.root)


def test_what_may_not_be_deleted_is_said(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.path("engine", "held").write_text("1")

    def refused(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(os, "unlink", refused)
    with pytest.raises(PermissionError):
        life._erase(home.root)


def test_quiet_is_when_nothing_was_seen_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drain, "BETWEEN", 0.0)
    looks = iter([True, False, True, False, False])
    assert drain.quiet(lambda: next(looks), within=5)
    assert not drain.quiet(lambda: True, within=0.01)


@pytest.mark.usefixtures("cloud")
def test_what_was_done_is_done_again_only_for_other_inputs(home: Home) -> None:
    done: list[str] = []
    assert once(home, "seed/taiyuan", b"1", lambda: done.append("first"))
    assert not once(home, "seed/taiyuan", b"1", lambda: done.append("again"))
    assert once(home, "seed/taiyuan", b"2", lambda: done.append("changed"))
    assert done == ["first", "changed"]


@pytest.mark.usefixtures("cloud")
def test_what_failed_is_tried_again(home: Home) -> None:
    def fail() -> None:
        raise Failure("no")

    with pytest.raises(Failure):
        once(home, "seed/taiyuan", b"1", fail)
    assert once(home, "seed/taiyuan", b"1", lambda: None)


@pytest.mark.usefixtures("cloud")
def test_rows_expire_though_the_engine_ignores_the_template(home: Home) -> None:
    database = home.client("dynamodb")
    for name in ("linli-taiyuan-accounts", "linli-jinan-accounts"):
        database.create_table(
            TableName=name,
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
    after_deploy.expire_rows(home, "taiyuan")
    after_deploy.expire_rows(home, "taiyuan")
    held = [
        database.describe_time_to_live(TableName=f"linli-{city}-accounts")
        for city in ("taiyuan", "jinan")
    ]
    status = [one["TimeToLiveDescription"]["TimeToLiveStatus"] for one in held]
    assert status == ["ENABLED", "DISABLED"]
