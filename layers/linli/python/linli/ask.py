"""A synchronous question to another feature, for what must be current and may not be copied."""

import json
import os
from typing import Any

from botocore.config import Config

from linli import aws, names
from linli.city import city
from linli.errors import Refused, TooMany

# The timeout of an API itself. No retries: the question may have had an effect, such as an SMS.
HOW = Config(connect_timeout=3, read_timeout=20, retries={"total_max_attempts": 1})


def ask(feature: str, question: str, **given: Any) -> Any:
    """The answer of `functions/<feature>/answers.py`; its refusals are raised here as Refused."""
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
