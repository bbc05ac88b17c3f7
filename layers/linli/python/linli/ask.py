"""One feature asks another, and waits for the answer: what it must know now, and may not keep."""

import json
import os
from typing import Any

from botocore.config import Config

from linli import aws, names
from linli.city import city
from linli.errors import Refused, TooMany

# As long as an api can wait itself. Asked once: an answer may be a message that was sent.
HOW = Config(connect_timeout=3, read_timeout=20, retries={"total_max_attempts": 1})


def ask(feature: str, question: str, **given: Any) -> Any:
    """What `functions/<feature>/answers.py` says to the question; Refused as it refuses."""
    asked = {"asking": os.environ["POWERTOOLS_SERVICE_NAME"], "question": question, "with": given}
    reply = aws.client("lambda", config=HOW).invoke(
        FunctionName=names.resource(city().name, feature, "answers"), Payload=json.dumps(asked)
    )
    if "FunctionError" in reply:
        raise RuntimeError(f"{feature} failed to answer {question}")
    said = json.loads(reply["Payload"].read())
    if refusal := said.get("refused"):
        if refusal["code"] == TooMany.code:
            raise TooMany(refusal["retry_after"])
        raise Refused(refusal["code"], refusal["status"])
    return said["answer"]
