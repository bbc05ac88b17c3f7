"""A home: its ports, its files, its lock."""

import json
import socket
from pathlib import Path

import pytest

from operate.failure import Failure
from operate.home import BELOW_EPHEMERAL, LOOPBACK, ROOT, Busy, Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def test_a_port_is_chosen_once_and_kept(home: Home) -> None:
    first = home.port("engine")
    assert first in BELOW_EPHEMERAL
    assert Home(home.root).port("engine") == first


def test_two_names_never_share_a_port(home: Home) -> None:
    names = ("engine", "mqtt", "gateway", "fleet")
    assert len({home.port(name) for name in names}) == len(names)


def test_a_port_that_somebody_holds_is_not_chosen(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So two homes that run side by side have none in common."""
    port = home.port("engine")
    assert home.is_free("engine")
    monkeypatch.setattr("operate.home.BELOW_EPHEMERAL", range(port, port + 50))
    with socket.create_server((LOOPBACK, port)):
        assert not home.is_free("engine")
        assert Home(tmp_path / "other").port("engine") != port


def test_a_home_where_nothing_can_be_written_is_said(tmp_path: Path) -> None:
    file = tmp_path / "a-file"
    file.touch()
    with pytest.raises(Failure, match=r"LINLI_HOME: .*a-file"), Home(file).lock():
        pass


def test_what_is_not_there_reads_as_nothing(home: Home) -> None:
    assert home.read("city.json") == {}
    assert home.city() is None


def test_what_is_written_is_read_and_leaves_no_part_behind(home: Home) -> None:
    home.write("pids/engine.json", {"pid": 1})
    assert home.read("pids/engine.json") == {"pid": 1}
    assert [file.name for file in home.folder("pids").iterdir()] == ["engine.json"]


def test_the_environment_decides_where_a_home_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LINLI_HOME", str(tmp_path))
    assert Home.current().root == tmp_path
    monkeypatch.delenv("LINLI_HOME")
    assert Home.current().root == ROOT / ".linli/home"


def test_clients_are_led_to_the_homes_own_engine(home: Home) -> None:
    home.write("city.json", {"city": "taiyuan", "region": "cn-northwest-1"})
    settings = home.aws()
    assert settings["AWS_ENDPOINT_URL"] == f"http://127.0.0.1:{home.port('engine')}"
    assert settings["AWS_REGION"] == "cn-northwest-1"


def test_a_second_call_is_told_that_the_first_still_works(home: Home) -> None:
    with home.lock(), pytest.raises(Busy), home.lock(wait=False):
        pass
    with home.lock(wait=False):
        pass


def test_a_city_file_from_elsewhere_is_remembered(home: Home) -> None:
    home.write("city.json", {"city": "guard01"})
    assert home.city_file() == ROOT / "cities/guard01.yaml"
    home.write("city.json", {"city": "guard01", "file": "/else/where.yaml"})
    assert home.city_file() == Path("/else/where.yaml")


def test_ports_are_plain_json(home: Home) -> None:
    port = home.port("engine")
    assert json.loads((home.root / "ports.json").read_text()) == {"engine": port}
