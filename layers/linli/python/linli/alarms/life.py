"""The life of one alarm: how it follows from the active steps and from what people did."""

from datetime import datetime, timedelta

from .model import Rule, Step
from .model import leaves as leaves_of
from .state import Alarm, Around, State

Raised = tuple[Step, dict[str, float]]


def settle(rule: Rule, state: State, now: datetime, around: Around) -> State:
    """The state after the alarm was begun, worsened, cleared or ended at `now`.

    A maintenance window suppresses new alarms and a test window marks them as drills; neither hides
    an alarm that was open before.
    """
    worst, why = _worst(rule, state), around.why(now)
    alarm = state.alarm
    if alarm and alarm.drill and why != "test":
        return settle(rule, _end(state, alarm, now), now, around)
    if alarm is None:
        if worst is None or why == "maintenance":
            return state
        drill = why == "test"
        if same := _of_this_moment(state, now, drill=drill):
            opened = state._replace(alarm=same, closed=state.closed[:-1])
            return _worsen(_again(rule, opened, same, now), worst, now)
        return _raise(rule, state, worst, now, drill=drill)
    if worst is None:
        return _calm(rule, state, alarm, now, around)
    if why and not alarm.drill:
        return state
    return _worsen(_again(rule, state, alarm, now), worst, now)


def turn(rule: Rule, state: State, around: Around) -> datetime | None:
    """The next time at which the alarm may change without a new sample or a change of a step."""
    at, alarm = state.at, state.alarm
    if at is None or (alarm is None and _worst(rule, state) is None):
        return None
    turns = [around.turn(at)]
    if alarm and alarm.flapping and alarm.cleared_at and rule.flaps:
        turns.append(alarm.cleared_at + timedelta(seconds=rule.flaps.calm_seconds))
    return min((one for one in turns if one and one > at), default=None)


def _worst(rule: Rule, state: State) -> Raised | None:
    """The active step of the highest level, and the values for which it is active."""
    for step, latch in reversed(list(zip(rule.steps, state.latches, strict=True))):
        if latch.active:
            pairs = zip(leaves_of(step.when), latch.leaves, strict=True)
            values = {leaf.measure: heard.value for leaf, heard in pairs if heard.held}
            return step, {str(name): v for name, v in values.items() if v is not None}
    return None


def _of_this_moment(state: State, now: datetime, *, drill: bool) -> Alarm | None:
    """The last alarm, open again, if it began at this very moment and ended with another sample of
    the same stamp: what goes up, down and up at once is one alarm, as its id is that of its onset.
    """
    last = state.closed[-1] if state.closed else None
    if last is None or (last.onset, last.drill) != (now, drill):
        return None
    return last.model_copy(update={"ended_at": None})


def _raise(rule: Rule, state: State, worst: Raised, now: datetime, *, drill: bool) -> State:
    step, values = worst
    onsets = state.onsets if drill else _onsets(rule, state, now)
    flapping = rule.flaps is not None and not drill and len(onsets) >= rule.flaps.times
    stages = ((now, step.level),)
    how = {"values": values, "drill": drill, "flapping": flapping}
    alarm = Alarm.model_validate({"onset": now, "level": step.level, "stages": stages, **how})
    return state._replace(alarm=alarm, onsets=onsets)


def _worsen(state: State, worst: Raised, now: datetime) -> State:
    step, values = worst
    if state.alarm is None or step.level <= state.alarm.level:
        return state
    stages = (*state.alarm.stages, (now, step.level))
    worse = {"level": step.level, "values": values, "stages": stages}
    return state._replace(alarm=state.alarm.model_copy(update=worse))


def _again(rule: Rule, state: State, alarm: Alarm, now: datetime) -> State:
    """Takes back `cleared_at` of an alarm that was still open when a step became active again."""
    if alarm.cleared_at is None:
        return state
    onsets = state.onsets if alarm.drill else _onsets(rule, state, now)
    return state._replace(alarm=alarm.model_copy(update={"cleared_at": None}), onsets=onsets)


def _calm(rule: Rule, state: State, alarm: Alarm, now: datetime, around: Around) -> State:
    cleared = alarm.cleared_at or now
    alarm = alarm.model_copy(update={"cleared_at": cleared})
    if alarm.flapping and rule.flaps:
        waits = now < cleared + timedelta(seconds=rule.flaps.calm_seconds)
    else:
        waits = False
    may = alarm.drill or rule.step(alarm.level).clears or now in around.ended
    if may and not waits:
        return _end(state, alarm, now)
    return state._replace(alarm=alarm)


def _end(state: State, alarm: Alarm, now: datetime) -> State:
    over = {"cleared_at": alarm.cleared_at or now, "ended_at": now}
    ended = alarm.model_copy(update=over)
    return state._replace(alarm=None, closed=(*state.closed, ended))


def _onsets(rule: Rule, state: State, now: datetime) -> tuple[datetime, ...]:
    if rule.flaps is None:
        return ()
    after = now - timedelta(seconds=rule.flaps.within_seconds)
    return (*(one for one in state.onsets if one > after), now)
