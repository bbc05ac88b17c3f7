"""python -m operate.fleet: serves until it is stopped. Cards and ports are in LINLI_HOME."""

import json
import logging
import os
import signal
import sys
import threading
from pathlib import Path

from operate import lifeline
from operate.fleet import door
from operate.fleet.backoff import ON_A_LAPTOP, Backoff
from operate.fleet.broker import Broker
from operate.fleet.fleet import Fleet

TO_REST = 5.0  # seconds to finish; after ten the process is killed
HERE = Path(__file__).parents[2] / ".linli/home"


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    home = Path(os.environ.get("LINLI_HOME") or HERE)
    lifeline.hold(home)
    ports = json.loads((home / "ports.json").read_text())
    things = len([*home.glob("devices/*/card.json")])
    broker = Broker(ports["mqtt"], home / "ca.pem", Backoff.of(things, ON_A_LAPTOP))
    fleet = Fleet(home / "devices", home / "fleet", broker)
    server = door.serving(fleet, ports["fleet"])
    for task in (fleet.connect_all, fleet.keep_measuring):
        threading.Thread(target=task, daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        server.serve_forever()
    except SystemExit:
        fleet.rest(TO_REST)
        os._exit(0)  # not before: what waits for an answer would be waited for


if __name__ == "__main__":
    main()
