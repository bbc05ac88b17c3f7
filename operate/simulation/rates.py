"""How many messages a simulated city sends, and whether this machine's engine can process them.
Pure.
"""

from collections.abc import Sequence
from typing import NamedTuple

from operate.failure import Failure
from operate.simulation.city import Made
from operate.simulation.kinds import Kind

# What the engine can process permanently on two cores; short bursts may be three times that.
MESSAGES = 100.0  # per second
REPORT = 1 / 3600  # messages per second and device: one report each hour


class Row(NamedTuple):
    """Messages per second: if nothing changes, and at most."""

    kind: Kind
    devices: int
    calm: float
    most: float


def planned(city: Sequence[Made]) -> list[Row]:
    """The most frequent kinds first."""
    kinds = {one.kind.id: one.kind for one in city}
    count = {name: sum(one.kind.id == name for one in city) for name in kinds}
    rows = [
        Row(kind, n, n * (kind.pace.rate(calm=True) + REPORT), n * (kind.pace.rate() + REPORT))
        for kind, n in ((kinds[name], count[name]) for name in kinds)
    ]
    return sorted(rows, key=lambda row: (-row.devices, row.kind.id))


def bearable(rows: Sequence[Row], limit: float = MESSAGES) -> None:
    """Failure if there are more than the engine can process."""
    most, devices = sum(row.most for row in rows), sum(row.devices for row in rows)
    if most > limit:
        raise Failure(
            f"{devices} devices may send {most:.0f} messages a second; the engine takes"
            f" {limit:.0f} (docs/fleet.md): at most {int(devices * limit / most)} devices"
        )
