"""Background processes: started once, found again, stopped, never mistaken for another."""

import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from operate import daemons, processes
from operate.failure import Failure
from operate.home import LOOPBACK, Home
from operate.processes import Stopped
from tests.waiting import until

SLEEPER = [sys.executable, "-c", "import time; print('here', flush=True); time.sleep(60)"]
DEAF = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('deaf', flush=True); time.sleep(60)",
]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def started(home: Home, command: list[str], mark: str = "") -> bool:
    new = processes.start(home, "sleeper", command, processes.inherited(), mark)
    until(lambda: processes.tail(home, "sleeper"))
    return new


@pytest.mark.parametrize(
    ("name", "begin"), [("gateway", daemons.start_gateway), ("fleet", daemons.begin_fleet)]
)
def test_a_stranger_on_its_port_is_not_taken_for_it(
    home: Home, monkeypatch: pytest.MonkeyPatch, name: str, begin: Callable[[Home], None]
) -> None:
    monkeypatch.setattr(processes, "TO_FREE", 0)
    monkeypatch.setattr(processes, "start_module", lambda *_: None)
    with (
        socket.create_server((LOOPBACK, home.port(name))),
        pytest.raises(Failure, match=f"another process uses port {home.port(name)}"),
    ):
        begin(home)


def test_starting_twice_starts_once(home: Home) -> None:
    assert started(home, SLEEPER)
    pid = processes.running(home, "sleeper")
    assert not started(home, SLEEPER)
    assert processes.running(home, "sleeper") == pid
    assert processes.stop(home, "sleeper") is Stopped.IN_ORDER
    assert processes.running(home, "sleeper") is None


def test_one_of_another_text_is_started_anew(home: Home) -> None:
    started(home, SLEEPER, "old")
    pid = processes.running(home, "sleeper")
    assert started(home, SLEEPER, "new")
    assert processes.running(home, "sleeper") not in (None, pid)
    processes.stop(home, "sleeper")


def test_one_that_will_not_end_is_ended(home: Home) -> None:
    started(home, DEAF)
    assert processes.stop(home, "sleeper", within=0.2) is Stopped.KILLED
    assert processes.running(home, "sleeper") is None


def test_a_number_given_to_another_process_is_left_alone(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    started(home, SLEEPER)
    known = home.read("pids/sleeper.json")
    home.write("pids/sleeper.json", known | {"began": "another time"})
    killed: list[int] = []
    monkeypatch.setattr("os.kill", lambda pid, sig: killed.append(pid))
    assert not processes.stop(home, "sleeper")
    assert killed == []
    monkeypatch.undo()
    home.write("pids/sleeper.json", known)
    assert processes.stop(home, "sleeper")


def test_what_was_never_started_does_not_run(home: Home) -> None:
    assert processes.running(home, "engine") is None
    assert not processes.stop(home, "engine")


def test_a_child_gets_no_address_of_another_cloud(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "somebody")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    assert not {"AWS_PROFILE", "PYTHONPATH"} & processes.inherited().keys()


def test_the_last_words_of_a_log_are_found(home: Home) -> None:
    home.path("logs", "engine.log").write_text("\n".join(map(str, range(100))))
    assert processes.tail(home, "engine", 2) == "98\n99"
    assert processes.tail(home, "gateway") == ""
