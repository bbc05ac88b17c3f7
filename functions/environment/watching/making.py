"""One evaluation of a station: ended hours, the days and nights that end with them, and
consequences.
"""

from datetime import datetime
from functools import partial

from functions.environment.cases import news
from functions.environment.cases import store as cases
from functions.environment.cases.life import Changed
from functions.environment.cases.model import Case
from functions.environment.known import AIR, EXCEEDANCES, NIGHTS, NUMBERS
from functions.environment.model import Key, StationKind
from functions.environment.stations.model import Station
from functions.environment.values import making, spans
from functions.environment.values import store as values
from functions.environment.values.model import Value
from functions.environment.values.spans import Stretch
from functions.environment.warnings import rules as warning_rules
from functions.environment.warnings import store as warnings
from linli.aggregates.folding import HOUR
from linli.packs import reading
from linli.points import Point
from linli.standards.data import in_force
from linli.store import Write
from linli.wall import local_day

from . import deciding, hours, store
from .model import Watch

GRACE = NUMBERS["hour-grace"].span
STANDS = {kind: NUMBERS[f"unmeasured-{kind}"].span for kind in StationKind}


class Making:
    """Decides everything first, then writes it in one transaction; see hours.MOST."""

    def __init__(self, station: Station, watch: Watch, now: datetime) -> None:
        self.station, self.before, self.now = station, watch, now
        self.stands = STANDS[station.kind]
        self.todo = hours.to_make(watch, now, GRACE(now))
        self.watch = hours.after(watch, self.todo, now, GRACE(now))
        self.values: dict[Stretch, Value] = {}
        self.cases: dict[str, Changed] = {}
        self.warnings: dict[str, warning_rules.Changed] = {}

    def writes(self) -> list[Write]:
        for at in self.todo:
            self._hour(at)
        wider = partial(spans.around, self.station.kind, nights=NIGHTS)
        for stretch in dict.fromkeys(one for at in self.todo for one in wider(at)):
            if stretch.ends <= self.watch.made:
                self._keep(stretch, self._wider(stretch))
        return [
            store.keep(self.watch),
            *map(values.keep, self.values.values()),
            *map(cases.keep, self.cases.values()),
            *map(warnings.keep, self.warnings.values()),
        ]

    def _hour(self, at: datetime) -> None:
        stretch = spans.hour(at)
        value = self._keep(stretch, making.of_points(self.station, stretch, self._points(stretch)))
        newest = at >= self.before.made - HOUR  # computed now, or the latest recomputed
        for key in deciding.KEYS[self.station.kind]:
            self._decide(key, value, newest=newest)
        ends = max(value.ends, self.watch.measured or value.ends)
        if value.known:
            self.watch = self.watch.model_copy(update={"measured": ends})
        if newest:
            self.watch = self.watch.model_copy(update={"latest": value})
            self._warn(value)
            self._unmeasured(value)

    def _wider(self, of: Stretch) -> Value:
        if self.station.kind != StationKind.AIR:
            return making.of_points(self.station, of, self._points(of))
        known = values.between(self.station.id, "hour", of.begins, of.ends)
        made = [one for stretch, one in self.values.items() if stretch.span == "hour"]
        return making.of_hours(self.station, of, {one.begins: one for one in (*known, *made)})

    def _points(self, of: Stretch) -> list[Point]:
        return reading.between(self.station.id, of.begins, of.ends)

    def _keep(self, of: Stretch, value: Value) -> Value:
        known = values.value(self.station.id, of.span, of.begins)
        self.values[of] = value.model_copy(update={"version": known and known.version})
        return self.values[of]

    def _decide(self, key: Key, hour: Value, *, newest: bool) -> None:
        decide = deciding.current if newest else deciding.past
        changed = decide(self.station, hour, key, self._case(key, hour), EXCEEDANCES)
        if changed is None:
            return
        self._take(changed)
        if newest:
            self.watch = deciding.opened(self.watch, key, changed)

    def _unmeasured(self, hour: Value) -> None:
        for key, name in self.watch.open.items():
            case = self._known(name)
            if case and (changed := deciding.unmeasured(hour, key, case, self.stands)):
                self._take(changed)
                self.watch = deciding.opened(self.watch, key, changed)

    def _take(self, changed: Changed) -> None:
        known = self.cases.get(changed.after.id)
        told = (*(known.news if known else ()), *changed.news)
        self.cases[changed.after.id] = Changed(changed.after, told)

    def _case(self, key: Key, hour: Value) -> Case | None:
        """The open case, or one that this hour began before it was recomputed, or one that had not
        ended with this hour.
        """
        over = key in {one.key for one in hour.over}
        own = news.id_of(self.station.id, key, hour.begins) if over else None
        for name in filter(None, (self.watch.open.get(key), own)):
            if (case := self._known(name)) and case.since <= hour.begins:
                return case
        late = self.watch.lost.get(key) if hour.begins < self.before.made else None
        lost = self._known(late) if late else None
        return lost if lost and deciding.reaches(lost, hour, self.stands) else None

    def _known(self, case_id: str) -> Case | None:
        known = self.cases.get(case_id)
        return known.after if known else cases.known(case_id)

    def _warn(self, hour: Value) -> None:
        row = deciding.warned(hour, EXCEEDANCES)
        mark = self.watch.warning or (row and warning_rules.id_of(hour)) or ""
        known = self.warnings.get(mark)
        before = known.after if known else warnings.known(mark)
        advice = in_force(AIR.advice, local_day(hour.begins))
        if changed := warning_rules.heard(before, hour, row, advice, self.stands):
            after = changed.after
            told = (*(known.news if known else ()), *changed.news)
            self.warnings[after.id] = warning_rules.Changed(after, told)
            new = {"warning": None if after.ends else after.id}
            self.watch = self.watch.model_copy(update=new)
