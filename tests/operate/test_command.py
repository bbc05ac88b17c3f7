"""How the command ends: its codes, and its sentences where a trace would help nobody."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from operate import __main__ as command
from operate import after_deploy, daemons, here, tools
from operate.failure import Failure, NotUnderstood
from operate.here import City
from operate.home import Home


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], int]:
    """With which code the command ends when its work raises this."""

    def ended(error: BaseException) -> int:
        def work(**_: object) -> None:
            raise error

        monkeypatch.setattr(command, "assemble", lambda _: work)
        with pytest.raises(SystemExit) as exit_:
            command.main()
        return int(str(exit_.value.code))

    before = signal.getsignal(signal.SIGTERM)
    yield ended
    signal.signal(signal.SIGTERM, before)


REFUSED = ClientError({"Error": {"Code": "X", "Message": "no such queue"}}, "GetQueueUrl")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (Failure("the tide is out"), 1, "the tide is out"),
        (NotUnderstood("no such feature"), 2, "no such feature"),
        (EndpointConnectionError(endpoint_url="http://127.0.0.1:1"), 1, "./linli up"),
        (REFUSED, 1, "no such queue"),
    ],
)
def test_what_went_wrong_is_one_sentence(ends, capsys, error, code, said):
    assert ends(error) == code
    words = capsys.readouterr().err
    assert said in words
    assert "Traceback" not in words


def test_term_ends_it_as_an_interruption_does(ends, monkeypatch):
    """So that a job which is cancelled wipes what it made; a second one does not cut that short."""
    cleaned = []

    def work(**_: object) -> None:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            signal.pause()
        finally:
            os.kill(os.getpid(), signal.SIGTERM)
            cleaned.append(True)

    monkeypatch.setattr(command, "assemble", lambda _: work)
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert (ended.value.code, cleaned) == (143, [True])


@pytest.mark.parametrize("word", ["logs", "redrive", "replay", "sweep"])
def test_a_feature_that_is_not_there_is_not_understood(word, monkeypatch, tmp_path):
    monkeypatch.setattr(after_deploy, "tables_of", lambda *_: ["linli-test-facilities"])
    monkeypatch.setattr(here, "current", lambda: City(Home(tmp_path), "test"))
    monkeypatch.setattr(Home, "client", lambda *_, **__: None)
    with pytest.raises(NotUnderstood, match="no such feature: nope; there are: facilities"):
        command.assemble([word])([word, "nope"], standalone_mode=False)


def test_a_bench_that_is_not_there_is_not_understood():
    with pytest.raises(NotUnderstood, match="no such bench: nope; there are: accounts, alarm"):
        command.assemble(["bench"])(["bench", "nope"], standalone_mode=False)


def test_a_program_that_does_not_end_is_ended(tmp_path: Path):
    log = tmp_path / "log"
    slow = ["sh", "-c", "echo so far; exec sleep 60"]  # starts faster than Python
    with pytest.raises(tools.ToolFailed, match=r"(?s)not done in 1 s.*so far"):
        tools.run(slow, dict(os.environ), tmp_path, log, within=1)


def test_a_program_that_fails_says_its_last_words(tmp_path: Path):
    failing = [sys.executable, "-c", "import sys; print('the reason'); sys.exit(3)"]
    with pytest.raises(tools.ToolFailed, match=r"(?s)ended with 3.*the reason"):
        tools.run(failing, dict(os.environ), tmp_path, tmp_path / "log")


class Fleet:
    """Answers what its things are, one after the other."""

    def __init__(self, *looks: dict[str, bool]) -> None:
        self.looks = list(looks)

    def get(self, _: str) -> "Fleet":
        self.now = self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]
        return self

    def raise_for_status(self) -> "Fleet":
        return self

    def json(self):
        return {"things": [name for name, is_ in self.now.items() if not is_], "simulated": ["X"]}


def test_up_waits_for_its_devices_and_names_those_that_stay_away(monkeypatch):
    monkeypatch.setattr(daemons, "BETWEEN", 0.0)
    early, late = {"MH-1": False, "HY-1": True}, {"MH-1": True, "HY-1": True}
    assert daemons.unconnected(Fleet(early, early, late), within=5) == []
    assert daemons.unconnected(Fleet(early), within=0.01) == ["MH-1"]
