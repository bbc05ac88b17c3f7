"""What is kept of hours and days costs little beside the packs that it is made of."""

import math
import random
from datetime import UTC, datetime, timedelta

import pytest

MIDNIGHT = datetime(2026, 5, 31, 16, tzinfo=UTC)
HOUR, DAY, HOLDS = timedelta(hours=1), timedelta(days=1), timedelta(hours=1)
UNIT, WORKERS, MEASURES = 1024, 5, ("ch4_percent", "level_percent")
ROW = 150  # bytes of a row's key, version, mark and time, beside its body
SHAPES = {  # seconds between two readings, readings of a message
    "each second, packed by ten": (1, 10),
    "each minute, packed by ten": (60, 10),
    "each minute, one by one": (60, 1),
    "each quarter of an hour, one by one": (900, 1),
    "each hour, one by one": (3600, 1),
}


def readings(every):
    """Of a day: values that wander, as sensors round them."""
    from linli.points import Point

    dice = random.Random(7)  # noqa: S311 - the same each time
    level = 40.0
    for second in range(0, 86_400, every):
        level += dice.choice((-0.1, 0, 0, 0.1))
        said = {"level_percent": round(level, 1), "ch4_percent": round(dice.uniform(0, 1), 2)}
        yield Point(at=MIDNIGHT + timedelta(seconds=second), measures=said)


def units(body):
    return math.ceil((ROW + len(body.model_dump_json())) / UNIT)


@pytest.fixture(scope="module")
def costs():
    """Of each shape, write units of a device's day: packs, hours, days, notes."""
    return {name: cost(*shape) for name, shape in SHAPES.items()}


def cost(every, packed):
    from linli.aggregates import folding
    from linli.summaries.model import DAYS, HOURS, Summary

    day = list(readings(every))
    packs = len(day) / packed
    hours = days = 0
    if packs / 24 > HOURS.most:
        for n in range(24):
            begins = MIDNIGHT + n * HOUR
            own = [p for p in day if begins <= p.at < begins + HOUR]
            by = folding.by(own, timedelta(minutes=1), HOLDS)
            hours += units(Summary.of(HOURS, begins, by, len(own), HOLDS))
    if packs > DAYS.most:
        by = folding.by(day, HOUR, HOLDS)
        days = units(Summary.of(DAYS, MIDNIGHT, by, len(day), HOLDS))
    notes = WORKERS * (1 + 24 * bool(hours)) * len('"MH-140105001001-0001",') / UNIT
    return {"readings": len(day), "packs": packs, "hours": hours, "days": days, "notes": notes}


def test_what_is_kept_costs_little_beside_the_packs(costs, capsys):
    with capsys.disabled():
        print("\n  write units per million readings of two measures, in full batches")  # noqa: T201
        for name, cost in costs.items():
            million = 1_000_000 / cost.pop("readings")
            said = ", ".join(f"{part} {value * million:,.0f}" for part, value in cost.items())
            print(f"  {name}: {said}")  # noqa: T201
    for name, cost in costs.items():
        assert (cost["hours"] + cost["days"] + cost["notes"]) / cost["packs"] < 0.05, name
