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
    """`at` is the time of its last change, `seen` of its newest sample since, if that is kept."""

    at: AwareDatetime
    dark: bool
    seen: AwareDatetime | None = None

    def after(self, now: "Lamp") -> "Lamp":
        """Itself if `now` is older than what is known."""
        if now.at < (self.seen or self.at):
            return self
        return self.model_copy(update={"seen": now.at}) if now.dark == self.dark else now


class Circuit(Noun):
    """The latest state of a lighting circuit's lamps and of its own meter, None if it has none.

    `total` is the number of its registered lamps at `counted_at`; `told_at` is the time of the
    latest sample of its share of dark lamps.
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
        """Percent of its lamps that are dark; 100 if its meter says so."""
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
    """The sample with `dark`. By day a lamp that is off gives no information."""
    lit = sample.measures.get("lit")
    if lit is None or (not lit and not night.covers(sample.at)):
        return sample
    return sample.model_copy(update={"measures": {**sample.measures, DARK: float(not lit)}})


def last(samples: Iterable[Sample]) -> Lamp | None:
    """The state of a lamp, or of a circuit's meter, after these samples."""
    said = [(s.at, bool(s.measures[DARK])) for s in samples if DARK in s.measures]
    return Lamp(at=max(said)[0], dark=max(said)[1]) if said else None


def lamp(circuit: Circuit, lamp_id: str, now: Lamp) -> Circuit:
    """Unchanged if the sample is older, or the lamp is still lit: so that not all lamps write to
    their circuit all night, the time of the newest sample is kept of dark ones only.
    """
    if known := circuit.lamps.get(lamp_id):
        if not (known.dark or now.dark):
            return circuit
        now = known.after(now)
    return circuit.model_copy(update={"lamps": {**circuit.lamps, lamp_id: now}})


def meter(circuit: Circuit, now: Lamp) -> Circuit:
    return circuit.model_copy(update={"meter": circuit.meter.after(now) if circuit.meter else now})


def told(circuit: Circuit, at: datetime) -> tuple[Circuit, Sample]:
    """A sample of the circuit's share of dark lamps after a change. It is later than the previous
    one even if the lamps' clocks differ.
    """
    at = max(at, circuit.told_at + TICK) if circuit.told_at else at
    sample = Sample(at=at, measures={SHARE: circuit.share})
    return circuit.model_copy(update={"told_at": at}), sample


def is_out(circuit: Circuit, limits: Limits, at: datetime) -> bool:
    """Whether so many lamps are dark that the circuit is at fault."""
    own = [row for row in limits if row.measure == SHARE and row.in_force(at)]
    return life.passed(own, circuit.share) is not None


def without(samples: Iterable[Sample]) -> list[Sample]:
    """The samples in which the lamp is not dark, as its darkness is the circuit's fault."""
    return [sample for sample in samples if not sample.measures.get(DARK)]
