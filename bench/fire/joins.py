"""python -m bench.fire.joins FOLDER: the AWS usage of forty points of a fire, by batch size of the
queue.

Runs in this process, so that it is counted exactly: one by one, and ten by ten. Prints one line of
JSON: calls and write units by batch size.
"""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from moto import mock_aws

from bench.telling.__main__ import KNOWN
from bench.telling.meter import Meter
from linli import city

POINTS, SIZES = 40, (1, 10)
CONTEXT = SimpleNamespace(
    function_name="f", memory_limit_in_mb=512, invoked_function_arn="a", aws_request_id="r"
)
POINT = {
    "kind": "fire_detector", "measure": "fire", "value": 1, "raises": "incident", "priority": "P1",
    "category": "A6.1", "limit_id": "FD-fire", "article": "local", "building": "7", "version": 1,
}  # fmt: skip


def main() -> None:
    meter = Meter()  # before any botocore session exists
    city.FILE = Path(sys.argv[1], "city.json")
    city.FILE.write_text(json.dumps(KNOWN))
    with mock_aws():
        from functions.incidents import reactions  # noqa: PLC0415 - by what is mocked
        from linli import workflow  # noqa: PLC0415
        from linli.table import Row  # noqa: PLC0415

        Row.create_table(billing_mode="PAY_PER_REQUEST")
        setattr(workflow, "start", lambda *_: None)  # noqa: B010 - its machine is no part of it
        found = {size: _told(meter, reactions.handler, size) for size in SIZES}
    sys.stdout.write("\n" + json.dumps(found) + "\n")


def _told(meter: Meter, handler: Any, size: int) -> dict[str, float]:
    """Each batch size in a community of its own."""
    community, at = f"1401050010{size:02}", datetime.now(UTC).isoformat()
    about = POINT | {"community": community, "at": at}
    facts = [
        about | {"asset_id": f"FD-{n:03}", "hazard_id": f"{size:013x}{n:013x}"}
        for n in range(POINTS)
    ]
    meter.reset()
    for start in range(0, POINTS, size):
        records = [
            {
                "messageId": f"m{n}",
                "body": json.dumps({"detail-type": "HazardFound", "detail": one}),
            }
            for n, one in enumerate(facts[start : start + size])
        ]
        if handler({"Records": records}, CONTEXT)["batchItemFailures"]:
            raise RuntimeError("a point was not heard")
    return {"calls": meter.calls.total(), "units": meter.units["wru"]}


if __name__ == "__main__":
    os.environ.setdefault("AWS_REGION", "us-east-1")
    main()
