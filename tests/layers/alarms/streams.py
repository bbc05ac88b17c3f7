"""Rules and streams of samples for the tests of alarms, and a thing that hears them as a feature
would: it stores all, skips what is quiet, wakes when something is due, and tells what is new.
"""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from pydantic import TypeAdapter

from linli.alarms.horizon import MOMENT, kept, start
from linli.alarms.model import Rule
from linli.alarms.quiet import quiet
from linli.alarms.running import evaluate
from linli.alarms.state import NOTHING, State
from linli.alarms.telling import final, tell
from linli.points import Point

STATE = TypeAdapter(State)  # as it is stored
NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)  # by the clock on the wall
MINUTE = timedelta(minutes=1)


def at(minutes):
    return NOON + minutes * MINUTE


def point(minutes, seq=0, **measures):
    return Point(at=at(minutes), seq=seq, measures=measures or {"x": 0})


def points(*values, measure="x"):
    """One a minute; None is a minute without."""
    each = enumerate(values)
    return [point(n, seq=n, **{measure: value}) for n, value in each if value is not None]


def over(value=20, measure="x", **more):
    return {
        "by": "threshold",
        "measure": measure,
        "compare": "ge",
        "value": value,
        "unit": "m",
    } | more


def step(when, level=1, **more):
    said = {"raises": "hazard", "priority": "P3", "category": "A4.5"}
    return {"level": level, "when": when, **said, **more}


def rule(*steps, **more):
    known = {"id": "R", "kind": "tank", "article": "local", "mark": "U"}
    return Rule(steps=steps, effective_from="2020-01-01", **known, **more)


CHANGE = {"by": "change", "measure": "x", "value": 15, "unit": "m", "within_seconds": 180}
ABSENT = {"by": "absence", "within_seconds": 300}
HOT, DAMP = over(20), over(20, "y")
LOW = {"by": "threshold", "measure": "x", "compare": "lt", "value": 10, "unit": "m", "clear": 15}
FLAPS = {"times": 3, "within_seconds": 900, "calm_seconds": 240}
RULES = {
    "threshold": rule(step(over(20))),
    "hysteresis": rule(step(over(20, clear=10))),
    "below": rule(step(LOW, after_seconds=90)),
    "delays": rule(step(over(20), after_seconds=120, off_seconds=180)),
    "steps": rule(step(over(10)), step(over(20), 2, off_seconds=60), step(over(30), 3)),
    "by-duration": rule(step(over(20)), step(over(20), 2, after_seconds=300)),
    "change": rule(step(CHANGE | {"direction": "either"}, off_seconds=60)),
    "rise": rule(step(CHANGE | {"direction": "rise"}), step(over(30), 2)),
    "absence": rule(step(ABSENT, after_seconds=60)),
    "absence-of": rule(step(ABSENT | {"measure": "y"})),
    "all": rule(step({"by": "all", "of": [HOT, DAMP]})),
    "any": rule(step({"by": "any", "of": [HOT, {"by": "all", "of": [DAMP, LOW]}]})),
    "fades": rule(step(over(20), after_seconds=240, off_seconds=60), holds_seconds=150),
    "fading-all": rule(step({"by": "all", "of": [HOT, DAMP]}), holds_seconds=150),
    "hours": rule(step(over(20)), hours={"begins": "12:10", "ends": "12:40"}),
    "nights": rule(step(over(20), off_seconds=60), hours={"begins": "12:30", "ends": "12:20"}),
    "flaps": rule(step(over(20)), flaps=FLAPS),
    "stays": rule(step(over(10)), step(over(20), 2, clears=False)),
}
VALUES = st.sampled_from([0, 5, 12, 20, 25, 31])
MEASURES = st.fixed_dictionaries({}, optional={"x": VALUES, "y": VALUES}).filter(bool)
SAMPLES = st.builds(
    lambda quarter, seq, measures: Point(at=at(quarter / 4), seq=seq, measures=measures),
    st.integers(0, 240),
    st.integers(0, 2),
    MEASURES,
)
STREAMS = st.lists(SAMPLES, max_size=30)


class Thing:
    """`loads` counts how often it read more than its state."""

    def __init__(self, rule, around=NOTHING):
        self.rule, self.around = rule, around
        self.stored, self.states, self.news = [], [], []
        self.past, self.known = [], ()
        self.due, self.loads = None, 0

    def hear(self, batch, now):
        """Whatever was due before that comes first; at one moment, what was measured does."""
        self.wake(now - MOMENT)
        head = self.states[-1] if self.states else None
        self.stored += batch
        loud = [one for one in batch if not quiet(self.rule, one, head)]
        if loud:
            self.evaluate(min(one.at for one in batch), now)

    def wake(self, now):
        while self.due and self.due <= now:
            due, self.due = self.due, None
            self.evaluate(due, due)

    def evaluate(self, earliest, now):
        self.loads += 1
        begin = start(self.rule, self.states, earliest, now)
        needed = [one for one in self.stored if one.at > begin.after]
        base = STATE.validate_json(STATE.dump_json(begin.base))
        found = evaluate(self.rule, "tank-1", needed, now, base=base, around=self.around)
        telling = tell(self.known, found.alarms, begin.after)
        self.states = kept(self.states, begin, found.state, now)
        eldest = self.states[0].at
        self.past += [one for one in telling.known if final(one, eldest)]
        self.known = tuple(one for one in telling.known if not final(one, eldest))
        self.due = found.due
        self.news += telling.news

    @property
    def standing(self):
        return [one.alarm for one in (*self.past, *self.known) if not one.withdrawn]


def bare(alarms):
    """Without their names: one that was told keeps the one it was told by."""
    return [alarm.model_copy(update={"id": ""}) for alarm in alarms]
