"""`bench reconnect`: a fleet reconnects after an outage. First simulated in virtual time, beside
common backoff strategies; then as real sessions in a city of its own, beside what the model
predicts.
"""

from collections.abc import Iterator
from statistics import median

from bench.figures import Figure, Progress, at_most
from bench.reconnection import model, real
from bench.reconnection.model import Outcome, Wait
from bench.reconnection.real import Back, Found
from operate import testing
from operate.fleet.backoff import LONGEST, TAKEN, Backoff
from operate.home import Home

SEED = 1
CITY, MANY = 10_000, 1_000_000
OUTAGES = (0.0, 600.0)  # seconds of outage
LATE, PEAK = 4.0, 1.2  # × the lower bound of time, × the broker's rate
SESSIONS, FEW = 300, 30  # per second: the ratio of 5 000 devices of a city to AWS's limit


def run(_: Home, progress: Progress) -> list[Figure]:
    found = [*modelled(progress)]
    progress("a city of its own")
    with testing.running(keep=False, part="bench") as home:
        return [*found, *sessions(real.measure(home, SESSIONS, FEW, progress), SESSIONS, FEW)]


def sessions(found: Found, many: int, taken: int) -> Iterator[Figure]:
    """Each scenario beside the model of as many sessions and the same outage."""
    backoff = Backoff.of(many, LONGEST, taken)
    yield from _seen(f"{many} sessions cut off, {taken} taken a second", found.cut, backoff, taken)
    away = f"{many} sessions, broker started anew ({found.restarted.down:.1f} s)"
    yield from _seen(away, found.restarted, backoff, TAKEN)
    yield Figure("packets acknowledged", found.said, None, None, "packets", "", None)
    yield Figure("  stored", found.stored, None, None, "packets", "", None)
    yield at_most("  lost", found.said - found.stored, 0, "packets")


def _seen(what: str, back: Back, backoff: Backoff, taken: int) -> Iterator[Figure]:
    many = len(back.took)
    wait = model.cut_after_the_dice(backoff)
    outcome = model.run(many, wait, SEED, back.down, taken)
    floor = back.down + many / taken
    yield Figure(f"{what}: half are back", median(back.took), None, None, "s", "", None)
    yield Figure("  by the model", outcome.median, None, None, "s", "", None)
    yield Figure("  the last is back", back.took[-1], None, floor, "s", "", None)
    yield Figure("  by the model", outcome.last, None, floor, "s", "", None)
    yield Figure("  refused", back.refused, None, 0.0, "connects", "", None)
    yield Figure("  by the model", outcome.refused, None, 0.0, "connects", "", None)
    yield Figure("  at its worst", back.peak, None, taken, "connects/s", "", None)
    yield Figure("  by the model", outcome.peak, None, taken, "connects/s", "", None)


def modelled(progress: Progress) -> Iterator[Figure]:
    """Textbook: exponential backoff without jitter. Floor: the broker accepts all that it can."""
    for down in OUTAGES:
        progress(f"{CITY:,} devices in virtual time, {down:.0f} s away")
        yield from _against(CITY, down)
        for name, wait in _others(CITY, down).items():
            yield from _beside(name, model.run(CITY, wait, SEED, down))
    progress(f"{MANY:,} devices in virtual time")
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
    """Variants of our strategy, and common ones."""
    ours = Backoff.of(devices)
    found: dict[str, Wait] = {
        "as the SDK cuts it": model.cut_after_the_dice(ours),
        "over twice the time": ours._replace(first=2 * ours.first).wait,
        "full jitter from 1 s on": Backoff(1.0, LONGEST).wait,
        "each 5 s": model.fixed(5),
    }
    return found if down else {**found, "at once, always": model.fixed(0)}


def _beside(name: str, outcome: Outcome) -> list[Figure]:
    return [
        Figure(f"  {name}: the last is back", outcome.last, None, None, "s", "", None),
        Figure("    refused", outcome.refused, None, None, "connects", "", None),
        Figure("    at its worst", outcome.peak, None, None, "connects/s", "", None),
    ]


def _alone(devices: int) -> list[Figure]:
    """Without the naive strategies, which would take too long with so many devices."""
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
