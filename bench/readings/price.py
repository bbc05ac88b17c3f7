"""The cost of readings by a dated table of prices, unfavourable cases included."""

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path as File
from typing import Any

from bench.figures import Figure
from bench.readings import bill
from bench.readings.bill import Used
from bench.readings.path import Path, counted, schedules
from bench.textbook import naive
from operate.assembly import Stack

TABLES = File(__file__).parents[1] / "prices"
CITY = 100_000  # devices, unless a figure says otherwise
SCALES = (1_000, 10_000, 100_000, 1_000_000)
PACKED, ALONE, STRANGE = "packed by ten", "one by one", "packed by ten, each unknown to its worker"
KEPT = 400 / 30.4  # months for which facilities keeps readings
TENTH, HALF, GROWS = 1 / 10, 1 / 2, 10.1


def figures(found: dict[str, dict[str, Any]], path: Path, stacks: Sequence[Stack]) -> list[Figure]:
    used = {case: Used(**one) for case, one in found.items()}
    table = json.loads((TABLES / "aws.json").read_text())
    prices, money = bill.prices_of(table), table["currency"]
    return [
        *_beside_naive(used, path, prices, money),
        *_parts(used[PACKED], path, prices, money),
        *_scales(used, path, prices, money),
        *_fixed(bill.fixed(counted(stacks), schedules(stacks), prices), money),
        *_elsewhere(),
    ]


def _beside_naive(
    used: dict[str, Used], path: Path, prices: bill.Prices, money: str
) -> Iterator[Figure]:
    book = bill.per_million(CITY, naive.used(1, bill.CALL), naive.PATH, prices)
    packed = bill.per_million(CITY, naive.used(10, bill.CALL), naive.PATH, prices)
    plain = path._replace(basic=False)
    unit = f"{money}/million"
    for name, case, over, beside, share in (
        ("devices pack ten", PACKED, path, book, TENTH),
        ("devices pack ten, each unknown to its worker", STRANGE, path, book, None),
        ("devices pack ten, without Basic Ingest", PACKED, plain, book, None),
        ("devices pack ten, beside N0 that they feed too", PACKED, path, packed, None),
        ("server only", ALONE, path, book, HALF),
        ("server only, each unknown to its worker", f"{ALONE}, each unknown to its worker",
         path, book, None),
        ("server only, without Basic Ingest", ALONE, plain, book, None),
    ):  # fmt: skip
        ours = bill.per_million(CITY, used[case], over, prices)
        goal = f"≤ 1/{1 / share:g} of N0" if share else f"1/{beside / ours:.3g}"
        met = ours <= share * beside if share else None
        yield Figure(f"readings, {name}", ours, beside, None, unit, goal, met)
    for name, case in (("devices pack ten", PACKED), ("server only", ALONE)):
        ours = bill.per_million(CITY, used[case], path, prices, KEPT)
        beside = bill.per_million(CITY, naive.used(1, bill.CALL), naive.PATH, prices, KEPT)
        name = f"readings, {name}, all kept {KEPT:.0f} months"
        yield Figure(name, ours, beside, None, unit, f"1/{beside / ours:.3g}", None)


def _parts(used: Used, path: Path, prices: bill.Prices, money: str) -> Iterator[Figure]:
    ours = bill.month(CITY, used, path, prices)
    book = bill.month(CITY, naive.used(1, bill.CALL), naive.PATH, prices)
    million = CITY * bill.MINUTES / 1e6
    for part, price in ours.items():
        name = f"  of it {part}"
        yield Figure(
            name, price / million, book[part] / million, None, f"{money}/million", "", None
        )


def _scales(used: dict[str, Used], path: Path, prices: bill.Prices, money: str) -> Iterator[Figure]:
    """Up to a hundred thousand devices, messages were run through the handler with all devices new
    to the worker; a million is computed from the same usage.
    """
    spent: list[float] = []
    for devices in SCALES:
        known = used.get(f"{devices:,} devices", used[f"{SCALES[-2]:,} devices"])
        spent.append(sum(bill.month(devices, known, path, prices).values()))
        name = f"{devices:,} devices, a month of messages of ten"
        yield Figure(name, spent[-1], None, None, money, "", None)
        each = spent[-1] / devices
        yield Figure("  for each device", each, None, None, money, "", None)
    grows = max(b / a for a, b in pairwise(spent))
    yield Figure("work × 10, cost ×", grows, None, None, "×", f"≤ {GROWS:g} ×", grows <= GROWS)


def _fixed(parts: bill.Prices, money: str) -> Iterator[Figure]:
    name = "a city that hears nothing, a month"
    yield Figure(name, sum(parts.values()), None, None, money, "", None)
    for part, price in parts.items():
        yield Figure(f"  of it {part}", price, None, None, money, "", None)


def _elsewhere() -> Iterator[Figure]:
    for file in sorted(TABLES.glob("*.json")):
        table = json.loads(file.read_text())
        priced = len(table["prices"])
        name = f"prices of {table['partition']}, of {table['date']}"
        goal = "" if priced else "none confirmed: not reckoned"
        yield Figure(name, priced, None, None, table["currency"], goal, None)
