"""A sign-in that fails ends the command with one sentence."""

import httpx
import pytest
from botocore.exceptions import ClientError

from operate import sign_in
from operate.failure import Failure
from operate.visit import Refused

DOWN = ClientError({"Error": {"Code": "ResourceNotFoundException"}}, "Invoke")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (Refused("wrong-code"), "wang: wrong-code"),
        (httpx.ConnectError("refused"), r"is the city running\? ./linli up"),
        (DOWN, r"is the city running\? ./linli up"),
    ],
)
def test_the_reason_is_one_sentence(error, sentence):
    with pytest.raises(Failure, match=sentence), sign_in.explained("wang"):
        raise error


def test_other_errors_are_not_hidden():
    with pytest.raises(KeyError), sign_in.explained("wang"):
        raise KeyError
