"""python -m bench.readings WHAT FILE: runs the deployed handler that is on the path.

Each figure has a process of its own, as counting would slow down what is timed.
"""

import importlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from bench.readings import wire
from bench.telling.meter import Meter

HANDLER = "functions.facilities.telemetry"


def main(what: str, file: Path, batch: int) -> None:
    """Without the laptop's adjustable clock, as in an account."""
    from linli import city  # noqa: PLC0415 - of the layer that is measured

    known = json.loads(city.FILE.read_text()) | {"clock": None}
    city.FILE = file.with_suffix(".city.json")
    city.FILE.write_text(json.dumps(known))
    log = file.with_suffix(".log").open("w")
    os.dup2(log.fileno(), sys.stdout.fileno())
    file.write_text(json.dumps(_measured(what, batch, log.fileno())))


def _measured(what: str, batch: int, log: int) -> dict[str, Any]:
    meter = Meter() if what == "count" else None  # before any botocore session exists
    if what == "backlog":
        wire.at_the_socket()
    else:
        wire.at_the_client()
    handler = importlib.import_module(HANDLER).handler
    if meter:
        from bench.readings import count  # noqa: PLC0415 - what is not needed, is not imported

        return count.measure(handler, meter, batch, log)
    if what == "backlog":
        from bench.readings import backlog  # noqa: PLC0415

        return backlog.measure(handler, batch)
    from bench.readings import speed  # noqa: PLC0415

    return speed.measure(handler)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
