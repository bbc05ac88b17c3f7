"""A walk goes on where it stopped, and nobody's work is lost between two who walk."""

from datetime import UTC, datetime, timedelta

import pytest

from linli.errors import Conflict

DAY = timedelta(days=1)
FIRST = datetime(2026, 6, 1, 16, tzinfo=UTC)
NOW = FIRST + 3 * DAY


class Some:
    """So many steps of time."""

    def __init__(self, steps):
        self.steps = steps

    def left(self):
        self.steps -= 1
        return self.steps >= 0


@pytest.fixture
def done():
    return []


@pytest.fixture
def course(row, done, monkeypatch):
    from linli import walks

    monkeypatch.setattr(walks, "SAVED", 0)

    def go(here, shard, names):
        done.append(((here - FIRST) // DAY, names[0]))
        return 1

    return walks.Course(
        name="test",
        step=DAY,
        since=3 * DAY,
        limit=lambda now: now,
        names=lambda here, shard: (
            [f"{shard}{letter}" for letter in "abc"] if shard in (2, 5) else []
        ),
        go=go,
        end=lambda here: done.append(((here - FIRST) // DAY, "end")),
    )


NAMES = ["2a", "2b", "2c", "5a", "5b", "5c", "end"]
ALL = [(day, name) for day in range(3) for name in NAMES]


def test_it_goes_from_stretch_to_stretch_up_to_its_limit(course, done):
    from linli import walks

    assert walks.walk(course, NOW, Some(999)) == 18
    assert done == ALL
    assert walks.walk(course, NOW, Some(999)) == 0
    assert walks.reached("test") == NOW


@pytest.mark.parametrize("steps", [1, 2, 5, 8])
def test_it_goes_on_where_it_stopped(course, done, steps):
    from linli import walks

    for _ in range(40):
        walks.walk(course, NOW, Some(steps))
    assert list(dict.fromkeys(done)) == ALL
    assert len(done) <= len(ALL) + 3  # an end may be twice


def test_what_failed_is_done_by_the_next(course, done):
    from linli import walks

    def go(here, shard, names):
        if len(done) == 4:
            done.append("failed")
            raise RuntimeError
        return course.go(here, shard, names)

    with pytest.raises(RuntimeError):
        walks.walk(course._replace(go=go), NOW, Some(999))
    walks.walk(course._replace(go=go), NOW, Some(999))
    assert [one for one in done if one != "failed"] == ALL


def test_of_two_at_once_the_second_to_save_stops(course, done):
    from linli import walks

    def go(here, shard, names):
        if len(done) == 2:
            walks.walk(course, NOW, Some(999))  # another, in between
        return course.go(here, shard, names)

    with pytest.raises(Conflict):
        walks.walk(course._replace(go=go), NOW, Some(999))
    assert walks.reached("test") == NOW


def test_what_is_recalled_is_walked_again_before_what_follows(course, done):
    from linli import walks

    walks.walk(course, NOW, Some(999))
    done.clear()
    walks.recall("test", FIRST + DAY)
    walks.recall("test", FIRST + DAY)
    walks.recall("test", FIRST + 9 * DAY)  # still to come
    walks.walk(course, NOW + DAY, Some(999))
    assert done == [(day, name) for day in (1, 3) for name in NAMES]


def test_what_is_recalled_while_it_is_walked_is_begun_anew(course, done):
    from linli import walks

    walks.walk(course, NOW, Some(3))
    begun = len(done)
    assert begun
    walks.recall("test", FIRST)
    walks.walk(course, NOW, Some(999))
    assert done[begun:] == ALL


def test_whoever_is_on_it_when_it_is_recalled_begins_it_anew(course, done):
    from linli import walks

    def go(here, shard, names):
        if len(done) == 2:
            walks.recall("test", FIRST)
        return course.go(here, shard, names)

    with pytest.raises(Conflict):
        walks.walk(course._replace(go=go), NOW, Some(999))
    done.clear()
    walks.walk(course, NOW, Some(999))
    assert done == ALL


def test_one_stretch_alone_is_walked_from_place_to_place(course, done):
    from linli import walks

    place = walks.Place()
    while place is not None:
        place = walks.stretch(course, FIRST, place, Some(2))
    assert list(dict.fromkeys(done)) == [(0, name) for name in NAMES]
    assert walks.reached("test") is None
