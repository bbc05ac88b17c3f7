"""Each kind of rule, by an example."""

import pytest
from pydantic import ValidationError

from linli.alarms.running import due, evaluate
from linli.alarms.state import Around, Window

from .streams import ABSENT, CHANGE, DAMP, HOT, RULES, at, over, point, points, rule, step


def spans(rule, stream, now=60, around=None):
    """Of each alarm the minutes at which it began and ended, and its level."""
    found = evaluate(rule, "tank-1", stream, at(now), around=around or Around()).alarms
    return [(minute(one.onset), minute(one.ended_at), one.level) for one in found]


def minute(moment):
    return None if moment is None else (moment - at(0)).total_seconds() / 60


def test_a_threshold_holds_from_sample_to_sample():
    assert spans(RULES["threshold"], points(0, 20, 25, 19.9, 20)) == [(1, 3, 1), (4, None, 1)]


def test_hysteresis_ends_behind_its_own_limit():
    assert spans(RULES["hysteresis"], points(20, 12, 20, 10, 12)) == [(0, 3, 1)]


def test_a_delay_is_of_event_time_and_passes_though_nothing_is_measured():
    delayed = rule(step(over(), after_seconds=120, off_seconds=180))
    assert spans(delayed, points(20, 20, 0)) == []  # not for longer than two minutes
    assert spans(delayed, points(20)) == [(2, None, 1)]
    assert spans(delayed, points(20, None, None, 0, 20, 0)) == [(2, 8, 1)]


def test_due_is_when_a_delay_passes_or_a_sample_from_ahead_comes_true():
    delayed = rule(step(over(), after_seconds=120))
    assert evaluate(delayed, "tank-1", points(20), at(1)).due == at(2)
    assert evaluate(delayed, "tank-1", points(20), at(2)).due is None
    assert evaluate(delayed, "tank-1", [point(7, x=20)], at(1)).due == at(7)
    state = evaluate(delayed, "tank-1", points(0, 20), at(1.5)).state
    assert due(delayed, state) == at(3)


def test_steps_only_get_worse_until_all_is_over():
    found = evaluate(RULES["steps"], "tank-1", points(12, 25, 31, 12, 5), at(60)).alarms
    assert [(one.level, one.stages) for one in found] == [(3, ((at(0), 1), (at(1), 2), (at(2), 3)))]
    assert found[0].values == {"x": 31}
    assert found[0].ended_at == at(4)


def test_a_change_is_between_samples_that_are_near_and_passes():
    rise = rule(step(CHANGE | {"direction": "rise"}))
    assert spans(rise, points(0, 5, 20)) == [(2, 4, 1)]  # as soon as the lower ones are far
    assert spans(rise, points(0, None, None, 20)) == []
    assert spans(rise, points(20, 0)) == []
    assert spans(rule(step(CHANGE | {"direction": "fall"})), points(20, 0)) == [(1, 3, 1)]


def test_an_absence_begins_when_its_interval_is_over_and_ends_with_the_next_sample():
    absence = rule(step(ABSENT))
    assert spans(absence, [point(0), point(5), point(12)], now=14) == [(10, 12, 1)]
    assert spans(absence, [point(0)], now=4) == []
    assert evaluate(absence, "tank-1", [point(0)], at(4)).due == at(5)
    assert spans(absence, [], now=60) == []  # never heard of
    later = [point(0), point(12), point(4), point(8)]
    assert spans(absence, later, now=14) == []  # what was late was never missing


def test_measures_are_combined_as_each_was_last_measured():
    both = rule(step({"by": "all", "of": [HOT, DAMP]}))
    told = [point(0, x=20), point(1, y=20), point(2, x=0), point(3, x=20)]
    assert spans(both, told) == [(1, 2, 1), (3, None, 1)]
    either = rule(step({"by": "any", "of": [HOT, DAMP]}))
    assert spans(either, [*told, point(4, y=0), point(5, x=0)]) == [(0, 5, 1)]


def test_what_fades_begins_nothing_and_ends_nothing():
    fading = rule(step(over(), after_seconds=120, off_seconds=120), holds_seconds=90)
    assert spans(fading, points(20)) == []
    assert spans(fading, points(20, 20, 20, 0)) == [(2, None, 1)]
    assert spans(fading, points(20, 20, 20, 0, 0, 0)) == [(2, 5, 1)]


def test_hours_are_those_of_the_wall_and_a_value_may_wait_for_them():
    hours = rule(step(over()), hours={"begins": "12:10", "ends": "12:40"})
    assert spans(hours, points(20)) == [(10, 40, 1)]
    assert spans(hours, [point(0, x=20), point(5, x=0)]) == []
    tuesdays = rule(step(over()), hours={"begins": "12:10", "ends": "12:40", "days": [1]})
    day = 24 * 60
    assert spans(tuesdays, points(20), now=3 * day) == [(day + 10, day + 40, 1)]
    night = rule(step(over()), hours={"begins": "22:00", "ends": "06:00"})
    assert spans(night, points(20), now=day) == [(600, 1080, 1)]


def test_a_rule_looks_only_on_the_days_on_which_it_is_in_force():
    ended = RULES["threshold"].model_copy(update={"effective_to": at(0).date()})
    assert spans(ended, points(20), now=24 * 60) == [(0, 12 * 60, 1)]  # to midnight in China


def test_what_flaps_is_one_alarm_until_it_is_calm():
    stream = points(20, 0, 20, 0, 20, 0, 20, 0, 20, 0)
    assert spans(RULES["flaps"], stream) == [(0, 1, 1), (2, 3, 1), (4, 13, 1)]
    flapping = evaluate(RULES["flaps"], "tank-1", stream, at(60)).alarms
    assert [one.flapping for one in flapping] == [False, False, True]


def test_work_holds_back_what_is_new_and_a_test_makes_it_a_drill():
    work = Around(windows=(Window(at(0), at(5), "maintenance"),))
    assert spans(RULES["threshold"], points(None, 20, 0), around=work) == []
    assert spans(RULES["threshold"], points(None, 20), around=work) == [(5, None, 1)]
    test = Around(windows=(Window(at(1), at(5), "test"),))
    drill, real = evaluate(RULES["threshold"], "t", points(0, 20), at(9), around=test).alarms
    assert (drill.drill, drill.ended_at, real.drill, real.onset) == (True, at(5), False, at(5))
    assert drill.id != real.id


@pytest.mark.parametrize("why", ["maintenance", "test"])
def test_an_alarm_that_stood_before_a_window_goes_on(why):
    around = Around(windows=(Window(at(1), at(5), why),))
    assert spans(RULES["steps"], points(12, None, 31, 31), around=around) == [(0, None, 3)]
    [alarm] = evaluate(RULES["steps"], "t", points(12, None, 31), at(9), around=around).alarms
    assert alarm.stages == ((at(0), 1), (at(5), 3))
    assert not alarm.drill


def test_what_does_not_clear_stays_until_people_end_it_while_it_is_calm():
    stays = RULES["stays"]
    assert spans(stays, points(12, 0)) == [(0, 1, 1)]
    [alarm] = evaluate(stays, "tank-1", points(25, 0), at(9)).alarms
    assert (alarm.cleared_at, alarm.ended_at) == (at(1), None)
    assert spans(stays, points(25, 0), around=Around(ended=(at(7),))) == [(0, 7, 2)]
    assert spans(stays, points(25), around=Around(ended=(at(7),))) == [(0, None, 2)]


def test_equal_stamps_lose_none():
    told = [point(1, seq=3, x=0), point(1, seq=2, x=25), point(1, seq=1, x=0)]
    assert spans(RULES["threshold"], told) == [(1, 1, 1)]
    assert spans(RULES["threshold"], [point(1, seq=1, x=0), point(1, seq=2, x=25)]) == [
        (1, None, 1)
    ]


def test_a_sample_from_ahead_holds_up_nothing():
    told = [point(50, x=25), point(1, x=25), point(2, x=0)]
    assert spans(RULES["threshold"], told, now=9) == [(1, 2, 1)]
    assert spans(RULES["threshold"], told, now=55) == [(1, 2, 1), (50, None, 1)]


@pytest.mark.parametrize(
    "wrong",
    [
        over(clear=21),
        over(compare="lt", clear=19),
        over(compare="eq", clear=20),
        over(float("nan")),
        over(float("inf")),
        over(measure="No such"),
        CHANGE | {"direction": "up"},
        ABSENT | {"within_seconds": 0},
        {"by": "all", "of": [HOT]},
        {"by": "guess"},
    ],
)
def test_a_rule_that_means_nothing_is_refused(wrong):
    with pytest.raises(ValidationError):
        rule(step(wrong))


def test_levels_rise_and_numbers_are_numbers():
    with pytest.raises(ValidationError):
        rule(step(over(10), 2), step(over(20), 1))
    for value in (float("nan"), float("inf")):
        with pytest.raises(ValidationError):
            point(0, x=value)
