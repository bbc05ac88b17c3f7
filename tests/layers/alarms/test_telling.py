"""What is made known, and what becomes of it when more is known."""

from linli.alarms.running import evaluate
from linli.alarms.telling import tell

from .streams import RULES, Thing, at, over, point, points, rule, step


def heard(name, *batches):
    """What was told of each batch; a number in between is the minute at which it came."""
    thing, now, told = Thing(RULES[name]), 9, []
    for batch in batches:
        if isinstance(batch, int):
            now = batch
            continue
        before = len(thing.news)
        thing.hear(batch, at(now))
        told.append([one.what for one in thing.news[before:]])
    return thing, told


def test_an_alarm_is_raised_worsened_cleared_and_ended():
    assert heard("steps", points(12), [point(1, x=25)], [point(2, x=0)])[1] == [
        ["raised"],
        ["worsened"],
        ["cleared", "ended"],
    ]


def test_a_late_sample_that_moves_the_onset_corrects_the_same_alarm():
    thing, told = heard("threshold", [point(5, x=25)], [point(3, x=25)])
    [only] = thing.known
    assert told == [["raised"], ["corrected"]]
    assert only.alarm.onset == at(3)
    assert thing.news[1].was.onset == at(5)
    assert only.alarm.id == thing.news[0].told.alarm.id
    assert only.version == 2


def test_a_crossing_that_a_late_sample_dissolves_is_withdrawn_and_stays_on_record():
    thing, told = heard("delays", [point(2, x=25)], [point(3, x=0)])
    [only] = thing.known
    assert told == [["raised"], ["withdrawn"]]
    assert only.withdrawn
    assert only.into is None


def test_one_that_comes_again_as_it_was_told_is_raised_again_by_its_name():
    [alarm] = evaluate(RULES["threshold"], "t", points(25), at(1)).alarms
    first = tell((), [alarm])
    gone = tell(first.known, [])
    again = tell(gone.known, [alarm])
    assert [one.what for one in again.news] == ["raised"]
    assert again.known[0].version == 3
    assert not again.known[0].withdrawn


def test_two_that_turn_out_to_be_one_are_one_and_the_other_says_which():
    between = heard("delays", points(25, 25, 25, 0, None, None, None, 25, 25, 25))
    thing, _ = between
    first, second = thing.known
    thing.hear([point(4, x=25)], at(20))
    joined, other = thing.known
    assert joined.alarm.id == first.alarm.id
    assert (other.alarm.id, other.withdrawn, other.into) == (
        second.alarm.id,
        True,
        first.alarm.id,
    )


def test_one_that_turns_out_to_be_two_keeps_its_name_for_the_first():
    thing, told = heard("threshold", points(25, None, None, 25), [point(1, x=0)])
    assert told[1] == ["cleared", "ended", "raised"]
    assert [one.alarm.onset for one in thing.known] == [at(0), at(3)]
    assert [one.version for one in thing.known] == [2, 1]


def test_a_late_all_clear_moves_the_end():
    thing, told = heard("threshold", points(25, None, None, 0), [point(2, x=0)])
    assert told[1] == ["corrected"]
    assert thing.standing[0].ended_at == at(2)


def test_samples_that_change_nothing_tell_nothing_and_load_nothing():
    thing = Thing(RULES["threshold"])
    for minute in range(200):
        thing.hear([point(minute, seq=minute, x=minute % 19)], at(minute))
    assert (thing.loads, thing.news, thing.states) == (0, [], [])
    thing.hear([point(200, x=25)], at(200))
    thing.hear([point(201, x=0)], at(201))
    for minute in range(202, 300):
        thing.hear([point(minute, seq=minute, x=minute % 19)], at(minute))
    assert thing.loads == 2
    thing.hear([point(200.5, x=0)], at(300))  # late, into the alarm: not quiet
    assert thing.loads == 3
    assert len(thing.states) <= 4


def test_what_was_over_where_the_evaluation_began_is_left_alone():
    long_ago = evaluate(rule(step(over())), "t", points(25, 0), at(5)).alarms
    known = tell((), long_ago).known
    assert tell(known, [], since=at(3)) == (known, ())
    assert tell(known, [], since=at(1)) == (known, ())
    assert [one.what for one in tell(known, []).news] == ["withdrawn"]
