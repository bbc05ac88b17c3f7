"""`bench facilities`: a fire at forty points, the cost of one incident, and a long duty list.

Runs in one city. The bare chain of `bench alarm` gets as many messages, alternating. Requests are
timed from outside, so figures of the list include gateway and handler; presses at a desk, by the
browser.
"""

from pathlib import Path
from statistics import median, quantiles

import yaml

from bench.figures import Figure, Progress, at_most
from bench.fire.burst import POINTS, Bare, Burst, Fire
from bench.fire.cost import measure
from bench.fire.lists import ASSETS, FEW, MANY, Lists, Seeded
from bench.fire.presses import SLOWER, presses
from bench.fire.wire import Bill
from bench.notify import apart
from operate import testing
from operate.home import Home
from operate.scenario.world import World

PRICES = Path(__file__).with_name("prices.yaml")
SENT, P95, FLAT, SHOWN = 3.0, 150.0, 1.5, 200.0


def run(_: Home, progress: Progress) -> list[Figure]:
    progress("forty points, counted")
    joins = apart("bench.fire.joins")
    progress("a city of its own")
    with testing.running(keep=False, part="bench") as home:
        world = World.current(home)
        burst = Burst(home, world)
        fires, bares = burst.run(progress)
        progress(f"{MANY} open incidents, {ASSETS} assets")
        lot, asset = burst.cast.lot, burst.cast.assets["cover"]
        seeded = Seeded(home, world, lot.code, lot.elsewhere)
        lists = seeded.measure(burst.incident, asset)
        progress(f"presses on a list of {MANY}")
        shown = presses(world, burst.cast.people["li"], lot.code, MANY)
        progress("what one incident costs")
        bill = measure(home, world)
    return [*_joins(joins), *_fire(fires, bares), *_lists(lists), *_shown(shown), *_cost(bill)]


def _joins(counted: dict[str, dict[str, float]]) -> list[Figure]:
    """Batches of ten, beside the figures of single messages."""
    alone, ten = counted["1"], counted["10"]
    return [
        Figure(f"{POINTS} join by tens, {what}", ten[key], alone[key], None, unit, "", None)
        for what, key, unit in (("AWS calls", "calls", "calls"), ("write units", "units", "units"))
    ]


def _fire(fires: list[Fire], bares: list[Bare]) -> list[Figure]:
    linked, joined = [one.linked for one in fires], [one.joined for one in fires]
    tasked, through = median(b.tasked for b in bares), median(b.through for b in bares)
    spoken, most = max(one.spoken for one in fires), max(one.incidents for one in fires)
    return [
        _plain(f"{POINTS} fire points have all spoken after, at most", spoken, "s"),
        at_most(f"{POINTS} fire points: incidents, at most", most, 1, ""),
        at_most("all that is linked has acted, median", median(linked), SENT, "s")._replace(
            floor=tasked
        ),
        at_most("all that is linked has acted, slowest", max(linked), SENT, "s"),
        _plain(f"all {POINTS} are in the incident, median", median(joined), "s", through),
        _plain(f"all {POINTS} are in the incident, slowest", max(joined), "s"),
    ]


def _lists(lists: Lists) -> list[Figure]:
    few, many = ([1000 * seconds for seconds in of] for of in lists)
    late = {len_: quantiles(of, n=20)[-1] for len_, of in ((FEW, few), (MANY, many))}
    return [
        at_most(f"duty list of {MANY:,}, {ASSETS:,} assets, p95", late[MANY], P95, "ms"),
        _plain(f"duty list of {FEW}, p95", late[FEW], "ms"),
        at_most(f"of {MANY:,} against {FEW}, median", median(many) / median(few), FLAT, "×"),
    ]


def _shown(presses: list[float]) -> list[Figure]:
    name = f"a press on a list of {MANY:,} shows, {SLOWER} times slower"
    return [
        _plain(f"{name}, median", median(presses), "ms"),
        at_most(f"{name}, slowest of {len(presses)}", max(presses), SHOWN, "ms"),
    ]


def _cost(bill: Bill) -> list[Figure]:
    rows = yaml.safe_load(PRICES.read_text())
    prices = {row["id"]: row["value"] / row["per"] for row in rows}
    tables = [
        _plain(f"  of these in {table}", units, "units")
        for table, units in bill.by_table.most_common()
    ]
    return [
        _plain("an incident from raised to closed, AWS calls", bill.calls.total(), "calls"),
        _plain("an incident from raised to closed, write units", bill.units["wru"], "units"),
        *tables,
        _plain("a thousand incidents, us-east-1", 1000 * bill.price(prices), "$"),
    ]


def _plain(figure: str, ours: float, unit: str, floor: float | None = None) -> Figure:
    return Figure(figure, ours, None, floor, unit, "", None)
