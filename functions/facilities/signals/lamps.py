"""Which street lights are dark, and when that is their circuit's fault. Pure."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import NamedTuple, TypeVar

from pydantic import AwareDatetime

from functions.facilities.hazards import life
from functions.facilities.hazards.life import Limits
from linli.messages import Sample
from linli.model import Fact, Noun
from linli.places import Place
from linli.wall import CHINA

DARK, SHARE = "dark", "dark_percent"
TICK = timedelta(milliseconds=1)
S = TypeVar("S", bound=Sample)


class Lamp(Fact):
    at: AwareDatetime  # of its last change
    dark: bool


class Circuit(Noun):
    """The lamps of a lighting circuit as they last were, and its own meter: None if it has none.

    `total` are those in the ledger, as of `counted_at`; `told_at` is when it was last said how many
    are dark.
    """

    asset_id: str
    community: Place
    lamps: dict[str, Lamp] = {}
    meter: Lamp | None = None
    total: int = 0
    counted_at: AwareDatetime | None = None
    told_at: AwareDatetime | None = None

    @property
    def dark(self) -> list[str]:
        return [lamp for lamp, last in self.lamps.items() if last.dark]

    @property
    def share(self) -> float:
        """Percent of its lamps that are dark; all of them, if its meter says so."""
        if self.meter and self.meter.dark:
            return 100.0
        return 100.0 * len(self.dark) / max(self.total, len(self.lamps), 1)


class Night(NamedTuple):
    begins: time
    ends: time

    def covers(self, at: datetime) -> bool:
        wall = at.astimezone(CHINA).time()
        return wall >= self.begins or wall < self.ends


def read(sample: S, night: Night) -> S:
    """The sample with `dark`: by day a lamp that does not burn says nothing."""
    lit = sample.measures.get("lit")
    if lit is None or (not lit and not night.covers(sample.at)):
        return sample
    return sample.model_copy(update={"measures": {**sample.measures, DARK: float(not lit)}})


def last(samples: Iterable[Sample]) -> Lamp | None:
    """How a lamp, or the meter of a circuit, stands after these."""
    said = [(s.at, bool(s.measures[DARK])) for s in samples if DARK in s.measures]
    return Lamp(at=max(said)[0], dark=max(said)[1]) if said else None


def lamp(circuit: Circuit, lamp_id: str, now: Lamp) -> Circuit:
    """One that says what was known, or is older, changes nothing."""
    known = circuit.lamps.get(lamp_id)
    if known and (known.dark == now.dark or now.at < known.at):
        return circuit
    return circuit.model_copy(update={"lamps": {**circuit.lamps, lamp_id: now}})


def meter(circuit: Circuit, now: Lamp) -> Circuit:
    if circuit.meter and (circuit.meter.dark == now.dark or now.at < circuit.meter.at):
        return circuit
    return circuit.model_copy(update={"meter": now})


def told(circuit: Circuit, at: datetime) -> tuple[Circuit, Sample]:
    """What the circuit measures after a change: later than what it measured before, though its
    lamps' clocks differ.
    """
    at = max(at, circuit.told_at + TICK) if circuit.told_at else at
    sample = Sample(at=at, measures={SHARE: circuit.share})
    return circuit.model_copy(update={"told_at": at}), sample


def is_out(circuit: Circuit, limits: Limits, at: datetime) -> bool:
    """Whether so many are dark that it is the circuit."""
    own = [row for row in limits if row.measure == SHARE and row.in_force(at)]
    return life.passed(own, circuit.share) is not None


def without(samples: Iterable[Sample]) -> list[Sample]:
    """Those in which the lamp is not dark: its darkness is its circuit's."""
    return [sample for sample in samples if not sample.measures.get(DARK)]
