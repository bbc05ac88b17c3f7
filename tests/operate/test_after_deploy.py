"""Which functions are said not to start."""

import io
import json
from collections.abc import Iterator
from typing import Any

from operate import after_deploy


class Functions:
    """Answers each call of a function with the next of its outcomes, the last for ever."""

    class exceptions:  # noqa: N801 - as boto3 has it
        class TooManyRequestsException(Exception):
            pass

    def __init__(self, **outcomes: list[str | None]) -> None:
        self.outcomes: dict[str, Iterator[str | None]] = {k: iter(v) for k, v in outcomes.items()}

    def client(self, *_: Any, **__: Any) -> "Functions":
        return self

    def invoke(self, FunctionName: str, Payload: bytes) -> dict[str, Any]:  # noqa: N803
        why = next(self.outcomes[FunctionName])
        if why is None:
            return {"Payload": io.BytesIO(Payload)}
        return {"FunctionError": "Unhandled", "Payload": io.BytesIO(_message(why))}


def _message(why: str) -> bytes:
    return json.dumps({"errorMessage": why}).encode()


def test_only_what_fails_twice_does_not_start() -> None:
    lambdas: Any = Functions(good=[None], tripped=["busy", None], broken=["no module", "no module"])
    said = after_deploy.warm_up(lambdas, ["good", "tripped", "broken"])
    assert said == {"broken": "no module"}
