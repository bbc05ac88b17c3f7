"""`bench reconnect`: a fleet that lost its broker comes back, in virtual time, beside the ways that
nobody should take.
"""

from collections.abc import Iterator

from bench.figures import Figure, Told
from bench.herd import model
from bench.herd.model import Herd, Wait
from operate.fleet.backoff import LONGEST, TAKEN, Backoff
from operate.home import Home

SEED = 1
CITY, MANY = 10_000, 1_000_000
OUTAGES = (0.0, 600.0)  # s that the broker is away
LATE, PEAK = 4.0, 1.2  # × the least time, × what the broker takes


def run(_: Home, told: Told) -> list[Figure]:
    return [*modelled(told)]


def modelled(told: Told) -> Iterator[Figure]:
    """Textbook: twice as long each time, without jitter. Floor: the broker takes all it can."""
    for down in OUTAGES:
        told(f"{CITY:,} devices in virtual time, {down:.0f} s away")
        yield from _against(CITY, down)
        for name, wait in _others(CITY, down).items():
            yield from _beside(name, model.run(CITY, wait, SEED, down))
    told(f"{MANY:,} devices in virtual time")
    yield from _alone(MANY)


def _against(devices: int, down: float) -> list[Figure]:
    ours = model.run(devices, Backoff.of(devices).wait, SEED, down)
    book = model.run(devices, model.in_step(LONGEST), SEED, down)
    least = devices / TAKEN
    floor = down + least
    goals = down == 0
    what = f"{devices:,} devices, broker away {down:.0f} s"
    late, peak = LATE * floor, PEAK * TAKEN
    return [
        Figure(f"{what}: half are back", ours.median, book.median, down + least / 2, "s", "", None),
        Figure("  99 % are back", ours.late, book.late, floor, "s", "", None),
        Figure(
            "  the last is back", ours.last, book.last, floor, "s",
            f"≤ {LATE:g} × floor" if goals else "", ours.last <= late if goals else None,
        ),
        Figure("  refused", ours.refused, book.refused, 0.0, "connects", "", None),
        Figure(
            "  at its worst", ours.peak, book.peak, TAKEN, "connects/s",
            f"≤ {PEAK:g} × floor" if goals else "", ours.peak <= peak if goals else None,
        ),
    ]  # fmt: skip


def _others(devices: int, down: float) -> dict[str, Wait]:
    """The next best of ours, and what is often done."""
    ours = Backoff.of(devices)
    found: dict[str, Wait] = {
        "as the SDK cuts it": model.cut_after_the_dice(ours),
        "over twice the time": ours._replace(first=2 * ours.first).wait,
        "full jitter from 1 s on": Backoff(1.0, LONGEST).wait,
        "each 5 s": model.fixed(5),
    }
    return found if down else {**found, "at once, always": model.fixed(0)}


def _beside(name: str, herd: Herd) -> list[Figure]:
    return [
        Figure(f"  {name}: the last is back", herd.last, None, None, "s", "", None),
        Figure("    refused", herd.refused, None, None, "connects", "", None),
        Figure("    at its worst", herd.peak, None, None, "connects/s", "", None),
    ]


def _alone(devices: int) -> list[Figure]:
    """What the naive ways take of so many is not waited for."""
    ours = model.run(devices, Backoff.of(devices).wait, SEED)
    floor = devices / TAKEN
    last = Figure("  the last is back", ours.last, None, floor, "s", "", None)
    return [
        Figure(f"{devices:,} devices: half are back", ours.median, None, floor / 2, "s", "", None),
        Figure("  99 % are back", ours.late, None, floor, "s", "", None),
        last,
        Figure("  refused", ours.refused, None, 0.0, "connects", "", None),
        Figure("  at its worst", ours.peak, None, TAKEN, "connects/s", "", None),
    ]
