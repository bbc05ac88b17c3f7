"""A sign-in that fails ends the command with one sentence."""

import json
from io import BytesIO
from types import SimpleNamespace

import httpx
import pytest
from botocore.exceptions import ClientError

from operate import here, sign_in
from operate.commands import visit
from operate.failure import Failure
from operate.here import City
from operate.home import Home
from operate.visit import Refused

DOWN = ClientError({"Error": {"Code": "ResourceNotFoundException"}}, "Invoke")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (Refused("wrong-code"), "'wang': wrong-code"),
        (httpx.ConnectError("refused"), r"is the city running\? ./linli up"),
        (DOWN, r"is the city running\? ./linli up"),
    ],
)
def test_the_reason_is_one_sentence(error, sentence):
    with pytest.raises(Failure, match=sentence), sign_in.explained("wang"):
        raise error


def test_who_cannot_be_invited_is_named_once(monkeypatch, tmp_path):
    said = {"Payload": BytesIO(b'{"error": "failed"}')}
    monkeypatch.setattr(sign_in, "_functions", lambda _: SimpleNamespace(invoke=lambda **_: said))
    named = r"^'No Body': cannot be invited \(failed\); an id has at most 64 letters"
    with pytest.raises(Failure, match=named), sign_in.explained("No Body"):
        sign_in.invite(Home(tmp_path), "taiyuan", "No Body")


def test_nobody_is_created_by_a_mistyped_id(monkeypatch, tmp_path):
    asked = []

    def invoke(FunctionName, Payload):  # noqa: N803 - AWS's names
        asked.append(json.loads(Payload))
        return {"Payload": BytesIO(b'{"error": "no-such-person"}')}

    monkeypatch.setattr(sign_in, "_functions", lambda _: SimpleNamespace(invoke=invoke))
    there = City(Home(tmp_path), "taiyuan")
    monkeypatch.setattr(here, "current", lambda _account: there)
    with pytest.raises(Failure, match=r"^'zhang-mim'.*\(no-such-person\); .*--name"):
        visit.invite("zhang-mim", name="", account=None)
    assert asked == [{"invite": "zhang-mim", "known": True}]


def test_other_errors_are_not_hidden():
    with pytest.raises(KeyError), sign_in.explained("wang"):
        raise KeyError
