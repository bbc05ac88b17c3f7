"""python -m bench.telling FOLDER: measures, and prints the figures as one line of JSON."""

import json
import sys
from pathlib import Path

import yaml
from moto import mock_aws

from bench.telling.meter import Meter
from linli import city

KNOWN = {
    "name": "bench",
    "code": "140100000000",
    "region": "us-east-1",
    "account": "000000000000",
    "audience": "linli",
    "operators": ["founder", "second"],
}
PRICES = Path(__file__).parents[1] / "prices.yaml"


def main() -> None:
    rows = yaml.safe_load(PRICES.read_text())
    prices = {row["id"]: row["value"] / row["per"] for row in rows}
    meter = Meter()  # before any botocore session exists
    file = Path(sys.argv[1], "city.json")
    file.write_text(json.dumps(KNOWN))
    city.FILE = file
    with mock_aws():
        from bench.telling import bulk, channels, failover, place  # noqa: PLC0415 - see above

        here = place.Place(Path(sys.argv[1]), meter)
        found = {
            "channels": channels.measure(here, meter, prices),
            "failover": failover.measure(here),
            "bulk": bulk.measure(here, meter, prices),
        }
    sys.stdout.write("\n" + json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
