"""One evaluation of a station: ended hours, the days and nights that end with them, and
consequences.
"""

from datetime import datetime
from functools import partial

from functions.environment.known import NIGHTS, NUMBERS
from functions.environment.model import StationKind
from functions.environment.stations.model import Station
from functions.environment.values import making, spans
from functions.environment.values import store as values
from functions.environment.values.model import Value
from functions.environment.values.spans import Stretch
from linli.aggregates.folding import HOUR
from linli.packs import reading
from linli.points import Point
from linli.store import Write

from . import hours, store
from .consequences import Consequences
from .correcting import Anew
from .model import Watch

GRACE = NUMBERS["hour-grace"].span


class Making:
    """Decides everything first, then writes it in one transaction; see hours.MOST."""

    def __init__(self, station: Station, watch: Watch, now: datetime) -> None:
        self.station, self.before, self.now = station, watch, now
        self.todo = hours.to_make(watch, now, GRACE(now))
        self.watch = hours.after(watch, self.todo, now, GRACE(now))
        self.values: dict[Stretch, Value] = {}
        self.consequences = Consequences(station, watch, self._hours)

    def writes(self) -> list[Write]:
        for at in self.todo:
            self._hour(at)
        wider = partial(spans.around, self.station.kind, nights=NIGHTS)
        for stretch in dict.fromkeys(one for at in self.todo for one in wider(at)):
            if stretch.ends <= self.watch.made:
                self._keep(stretch, self._wider(stretch), self._was(stretch))
        kept = map(values.keep, self.values.values())
        return [store.keep(self.watch), *kept, *self.consequences.writes()]

    def _hour(self, at: datetime) -> None:
        stretch = spans.hour(at)
        was = self._was(stretch)
        made = making.of_points(self.station, stretch, self._points(stretch))
        hour = self._keep(stretch, made, was)
        newest = at >= self.before.made - HOUR  # computed now, or the latest recomputed
        if hour.known:
            ends = max(hour.ends, self.watch.measured or hour.ends)
            self.watch = self.watch.model_copy(update={"measured": ends})
        if newest:
            self.watch = self.watch.model_copy(update={"latest": hour})
        anew = Anew(was, hour, self.now)
        self.watch = self.consequences.of(self.watch, anew, newest=newest)

    def _wider(self, of: Stretch) -> Value:
        if self.station.kind != StationKind.AIR:
            return making.of_points(self.station, of, self._points(of))
        return making.of_hours(self.station, of, self._hours(of.begins, of.ends))

    def _hours(self, begins: datetime, ends: datetime) -> dict[datetime, Value]:
        """All that are known, as this evaluation leaves them."""
        known: dict[datetime, Value] = {}
        after: datetime | None = begins
        while after:
            found, after = values.page(self.station.id, "hour", after, ends)
            known |= {one.begins: one for one in found}
        made = [one for stretch, one in self.values.items() if stretch.span == "hour"]
        return known | {one.begins: one for one in made if begins <= one.begins < ends}

    def _points(self, of: Stretch) -> list[Point]:
        return reading.between(self.station.id, of.begins, of.ends)

    def _was(self, of: Stretch) -> Value | None:
        return values.value(self.station.id, of.span, of.begins)

    def _keep(self, of: Stretch, value: Value, was: Value | None) -> Value:
        self.values[of] = value.model_copy(update={"version": was and was.version})
        return self.values[of]
