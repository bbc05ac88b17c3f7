"""What the hours of one evaluation mean for a station's cases and its data for warnings."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import get_args

from functions.environment.cases.life import Changed
from functions.environment.cases.model import Case
from functions.environment.known import AIR, EXCEEDANCES, NUMBERS
from functions.environment.model import Key, StationKind
from functions.environment.stations.model import Station
from functions.environment.values import air
from functions.environment.values.model import Value
from functions.environment.warnings import rules as warning_rules
from functions.environment.warnings.model import Warning as AirWarning
from linli.standards.data import in_force
from linli.wall import local_day

from . import correcting, deciding, hours
from .correcting import Anew
from .model import Subject, Watch
from .published import Published

STANDS = {kind: NUMBERS[f"unmeasured-{kind}"].span for kind in StationKind}
EXCEEDED = {key: partial(deciding.exceeded, key=key, rows=EXCEEDANCES) for key in get_args(Key)}
WARNED = partial(deciding.warned, rows=EXCEEDANCES)


class Consequences:
    """`watch` is as it was before; `values` gives the hours of a stretch as they are now."""

    def __init__(
        self,
        station: Station,
        watch: Watch,
        values: Callable[[datetime, datetime], Mapping[datetime, Value]],
    ) -> None:
        self.station, self.watch, self.values = station, watch, values
        self.made = watch.made
        self.stands = STANDS[station.kind]
        self.published = Published(station.id)
        self.writes = self.published.writes

    def of(self, watch: Watch, anew: Anew, *, newest: bool) -> Watch:
        self.watch = watch
        for key in deciding.KEYS[self.station.kind]:
            self._undo(key, anew)
            self._decide(key, anew, newest=newest)
        self._undo_warning(anew)
        if newest:
            self._warn(anew)
            self._unmeasured(anew.hour)
        return self.watch

    def _undo(self, key: Key, anew: Anew) -> None:
        exceeded = EXCEEDED[key]
        case = self._case(key, anew.hour) if correcting.undone(anew, key, exceeded) else None
        if case:
            rest = self._rest(case.since, case.seen, exceeded)
            self._take(key, correcting.none(case, anew, key, rest), anew)

    def _decide(self, key: Key, anew: Anew, *, newest: bool) -> None:
        case = self._case(key, anew.hour)
        if case is None and anew.was and EXCEEDED[key](anew.was):
            return  # published already, before a row noted when its cases began
        if case:
            anew = anew._replace(hour=self._sure(anew.hour, case.seen, EXCEEDED[key]))
        if newest:
            changed = deciding.current(self.station, anew.hour, key, case, EXCEEDANCES)
        else:
            changed = correcting.past(self.station, anew, key, case, EXCEEDANCES)
        if changed and changed.after != case:
            self._take(key, changed, anew, newest=newest)

    def _unmeasured(self, hour: Value) -> None:
        for key, name in self.watch.open.items():
            case = self.published.case(name)
            if case is None:
                continue
            sure = self._sure(hour, case.seen, EXCEEDED[key])
            if changed := deciding.unmeasured(sure, key, case, self.stands):
                self.published.take(changed)
                self.watch = deciding.opened(self.watch, key, changed)

    def _take(self, key: Key, changed: Changed, anew: Anew, *, newest: bool = False) -> None:
        self.published.take(changed)
        self.watch = hours.began(self.watch, key, changed.after.begun, anew.at)
        if newest or self.watch.open.get(key) == changed.after.id:
            self.watch = deciding.opened(self.watch, key, changed)

    def _case(self, key: Key, hour: Value) -> Case | None:
        """The open case, or for a recomputed hour the one that it is of."""
        case = self.published.case(self.watch.open.get(key))
        if case and case.since <= hour.begins:
            return case
        next_ = self.published.case_since(key, self._next(key, hour))
        if next_ and next_.since <= hour.begins:
            return next_
        late = self.published.case_since(key, self._since(key, hour))
        if late and (correcting.concerns(late, hour, self.stands) or self._goes_on(late, hour)):
            return late
        return next_ if next_ and self._begins_with(next_, hour) else None

    def _goes_on(self, case: Case, hour: Value) -> bool:
        """Whether the hour is exceeded like the case, and none in between was within limits: what
        comes late is one case while it lasts, as what comes in time.
        """
        if not EXCEEDED[case.key](hour) or not correcting.may_go_on(case, hour, self.stands):
            return False
        return self._unknown(case.key, case.seen, hour.begins)

    def _begins_with(self, case: Case, hour: Value) -> bool:
        """As `_goes_on`, of an hour before it: what comes late may come in any order."""
        found = EXCEEDED[case.key](hour)
        hours = self.values(hour.ends, case.seen) if found else {}
        of = (hours[at] for at in sorted(hours) if EXCEEDED[case.key](hours[at]))
        if not found or not (first := next(of, None)):
            return False
        may = correcting.may_begin_with(case, hour, first, found[1], self.stands)
        return may and self._unknown(case.key, hour.ends, first.begins)

    def _unknown(self, key: Key, since: datetime, until: datetime) -> bool:
        """Whether of none of these hours it is known that it was within limits again."""
        between = self.values(since, until).values()
        as_seen = (self._sure(one, since, EXCEEDED[key]) for one in between)
        return not any(deciding.is_known(one, key) for one in as_seen)

    def _since(self, of: Subject, hour: Value) -> datetime | None:
        """The latest beginning before a recomputed hour."""
        return max((at for at in self._begun(of, hour) if at <= hour.begins), default=None)

    def _next(self, of: Subject, hour: Value) -> datetime | None:
        """The first beginning after a recomputed hour."""
        return min((at for at in self._begun(of, hour) if at > hour.begins), default=None)

    def _begun(self, of: Subject, hour: Value) -> Iterable[datetime]:
        """The beginnings that a recomputed hour may belong to; none for one that is new."""
        return self.watch.begun.get(of, ()) if hour.begins < self.made else ()

    def _rest(
        self, begins: datetime, ends: datetime, is_one: Callable[[Value], object]
    ) -> datetime | None:
        """The end of the latest of those hours."""
        found = self.values(begins, ends).values()
        return max((one.ends for one in found if is_one(one)), default=None)

    def _sure(self, hour: Value, seen: datetime, is_one: Callable[[Value], object]) -> Value:
        """The hour, as it is for what was exceeded until `seen`."""
        if is_one(hour) or not deciding.is_partial(hour):
            return hour
        before = self.values(seen - self.stands(seen), hour.begins)
        return deciding.sure(hour, (before[at] for at in sorted(before)), partial(_by, is_one))

    def _warn(self, anew: Anew) -> None:
        hour, row = anew.hour, WARNED(anew.hour)
        before = self.published.warning(self.watch.warning)
        if before is None and row:
            before = self.published.warning_since(hour.begins)
        if before:
            hour = self._sure(hour, before.seen or before.begins, WARNED)
        advice = in_force(AIR.advice, local_day(hour.begins))
        if changed := warning_rules.heard(before, hour, row, advice, self.stands):
            self._warned(changed, anew)

    def _undo_warning(self, anew: Anew) -> None:
        warning = self._warning(anew.hour) if correcting.undone(anew, "aqi", WARNED) else None
        if warning:
            rest = self._rest(warning.begins, warning.seen or warning.begins, WARNED)
            self._warned(warning_rules.corrected(warning, anew.hour, rest, anew.at), anew)

    def _warned(self, changed: warning_rules.Changed, anew: Anew) -> None:
        after = changed.after
        self.published.warn(changed)
        self.watch = hours.began(self.watch, "warning", after.begins, anew.at)
        if not after.ends:
            self.watch = self.watch.model_copy(update={"warning": after.id})
        elif self.watch.warning == after.id:
            self.watch = self.watch.model_copy(update={"warning": None})

    def _warning(self, hour: Value) -> AirWarning | None:
        """The one that a recomputed hour is of."""
        found = self.published.warning(self.watch.warning)
        if found is None or found.begins > hour.begins:
            found = self.published.warning_since(self._since("warning", hour))
        is_of = found and (not found.ends or hour.begins < (found.seen or found.ends))
        return found if is_of else None


def _by(is_one: Callable[[Value], object], hour: Value) -> set[str]:
    """The pollutants each of which would make it one without the others."""
    return {name for name, alone in air.alone(hour, AIR) if is_one(alone)}
