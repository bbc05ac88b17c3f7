"""What the engine is started, awaited and stopped by, without an engine."""

import http.server
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from operate import engine_process, processes
from operate.failure import Failure
from operate.home import LOOPBACK, Home
from tests.waiting import until

SLEEPER = "import signal, time; print('here', flush=True); time.sleep(60)"
DEAF = SLEEPER.replace("print", "signal.signal(signal.SIGTERM, signal.SIG_IGN); print")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    home = Home(tmp_path / "home")
    yield home
    processes.stop(home, "engine", within=0.1)


def stands_in(home: Home, text: str = SLEEPER, mark: str = "") -> int:
    """A process that is not an engine, where one should be."""
    processes.start(home, "engine", [sys.executable, "-c", text], processes.inherited(), mark)
    until(lambda: processes.tail(home, "engine"))
    return processes.running(home, "engine") or 0


@pytest.fixture
def stranger(home: Home) -> Iterator[None]:
    """Somebody else's server, which answers on the port of this home's engine."""
    server = http.server.HTTPServer((LOOPBACK, home.port("engine")), Anything)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield
    server.shutdown()
    server.server_close()


class Anything(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "TO_FREE", 0)


@pytest.mark.usefixtures("stranger")
def test_a_stranger_on_its_port_is_not_our_engine(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not engine_process.ready(home)
    with pytest.raises(Failure, match=f"another process uses port {home.port('engine')}"):
        engine_process.start(home, "cn-north-1")
    assert processes.running(home, "engine") is None


def test_the_brokers_port_may_not_be_held_either(home: Home) -> None:
    with (
        socket.create_server((LOOPBACK, home.port("mqtt"))),
        pytest.raises(Failure, match="another process uses"),
    ):
        engine_process.start(home, "cn-north-1")


def test_one_that_runs_and_does_not_answer_is_left_alone(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = stands_in(home, mark=engine_process.text())
    worker = home.folder("tmp", "ministack-lambda-1")
    monkeypatch.setattr(engine_process, "TO_START", 0.1)
    with pytest.raises(processes.Died):
        engine_process.start(home, "cn-north-1")
    assert processes.running(home, "engine") == pid
    assert worker.exists()


def test_one_of_another_text_is_stopped_in_order(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = stands_in(home, mark="of an older checkout")
    monkeypatch.setattr(engine_process, "wait", lambda _: None)
    monkeypatch.setattr(engine_process, "ENVIRONMENTS", home.folder("no-engine-here"))
    with pytest.raises(FileNotFoundError):
        engine_process.start(home, "cn-north-1")
    assert processes.running(home, "engine") != pid


def test_one_that_had_to_be_killed_may_have_lost_data(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    stands_in(home, DEAF)
    monkeypatch.setattr(engine_process, "TO_STOP", 0.1)
    with pytest.raises(engine_process.Killed, match="may be lost"):
        engine_process.stop(home)
    assert processes.running(home, "engine") is None
    assert not engine_process.stop(home)
