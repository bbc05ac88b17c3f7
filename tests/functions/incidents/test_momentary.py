"""What was observed in a moment, and no sensor follows, is verified and closed by people alone."""

import json
from pathlib import Path

import pytest

from tests.functions.incidents import working

PLACE = working.PLACE


def seen(feature, name):
    detail = json.loads(Path(f"events/samples/{feature}/{name}.json").read_text("utf-8"))
    known = {key: value for key, value in detail.items() if key not in ("at", "version")}
    return known | {"community": PLACE, "grid": f"{PLACE}001"}


@pytest.mark.parametrize(
    ("feature", "name"),
    [
        ("environment", "ThrownObjectSeen"),
        ("environment", "FallConfirmed"),
        ("devices", "ClaimsRefused"),
    ],
)
def test_people_verify_and_close_it(duty, hear, machine, person, photo, feature, name):
    from functions.incidents import store

    hear.told(name, **seen(feature, name))
    [one] = store.incidents(PLACE, is_open=True, after="").items
    machine(one.id, "raised")
    working.take(person, one.id)
    working.handle(person, photo, one.id)
    working.verify(person, one.id)
    working.close(person, one.id, unreported="nothing had to be reported")
    assert store.incident(one.id).stage == "closed"
