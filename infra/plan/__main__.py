"""Prints a plan; the exit code is 1 if anything must be corrected. See `./linli deploy --plan`."""

import argparse
import sys

from infra import ROOT
from infra.plan import main, registered, synthesize
from infra.settings import load


def write_names(city: str) -> None:
    settings = load(city)
    out = ROOT / f".linli/plan/{settings.name}"
    templates = synthesize([settings], out)[settings.name]
    registered.write(settings.name, registered.named(templates, settings.region))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m infra.plan", description=__doc__)
    parser.add_argument("city", help="name of cities/<name>.yaml, or the path of a file")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write-names", action="store_true", help="register the names as they are")
    arguments = parser.parse_args()
    if arguments.write_names:
        write_names(arguments.city)
    sys.exit(bool(main(arguments.city, as_json=arguments.json)))
