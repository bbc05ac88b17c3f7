"""Hours and days are made by the walk, and made anew by what comes late."""

import pytest

DAY = 24 * 60


@pytest.fixture
def few(monkeypatch):
    from linli.summaries import making, model, remembering

    monkeypatch.setattr(making, "HOURS", model.HOURS._replace(most=2))
    monkeypatch.setattr(making, "DAYS", model.DAYS._replace(most=2))
    monkeypatch.setattr(remembering, "MANY", 3)


@pytest.fixture
def kept(row):
    """How many rows there are of hours and days."""

    def kept(thing):
        found = [one.pk for one in row.scan(attributes_to_get=["pk", "sk"])]
        return {name: found.count(f"{name}#{thing}") for name in ("hours", "days")}

    return kept


def told(town, thing):
    return {step: town.history(thing, step, 0, DAY) for step in ("1min", "15min", "1h", "1d")}


def speak(town):
    for minute in range(0, 55, 5):
        town.minutes = minute
        town.hear("TX-1", (minute, minute))
    town.hear("TX-2", (50, 1))


def test_an_hour_of_very_much_is_made_when_it_is_over(town, few, kept):
    town.walk(0)
    speak(town)
    town.walk(78)
    assert kept("TX-1") == {"hours": 0, "days": 0}
    before = told(town, "TX-1")
    town.walk(80)
    assert kept("TX-1") == {"hours": 1, "days": 0}
    assert told(town, "TX-1") == before


def test_a_day_is_made_when_it_is_over(town, few, kept):
    town.walk(0)
    speak(town)
    before = told(town, "TX-1")
    town.walk(DAY + 4)
    assert kept("TX-1") == {"hours": 1, "days": 0}
    town.walk(DAY + 5)
    assert kept("TX-1") == {"hours": 1, "days": 1}
    assert kept("TX-2") == {"hours": 0, "days": 0}
    assert told(town, "TX-1") == before


def test_what_comes_late_is_in_it_when_the_next_quarter_is_over(town, few, kept):
    town.walk(0)
    speak(town)
    town.walk(DAY + 5)
    town.hear("TX-1", (57, 99))
    town.hear("TX-1", (200, 5))
    town.walk(DAY + 20)
    assert [one.high for one in town.history("TX-1", "1d", 0, DAY)] == [99]
    assert [one.count for one in town.history("TX-1", "1d", 0, DAY)] == [13]
    assert [one.count for one in town.history("TX-1", "1h", 180, 240)] == [1]


def test_what_fails_waits_for_another_quarter_and_holds_up_nothing(town, few, kept, monkeypatch):
    from linli.summaries import making

    town.walk(0)
    speak(town)
    for n in range(3):
        town.hear("TX-0", (n, n))
    make = making.hour

    def hour(thing, *more):
        if thing == "TX-0":
            raise RuntimeError
        return make(thing, *more)

    with monkeypatch.context() as broken:
        broken.setattr(making, "hour", hour)
        town.walk(80)
    assert kept("TX-1")["hours"] == 1
    assert kept("TX-0")["hours"] == 0
    town.walk(95)
    assert kept("TX-0")["hours"] == 1


def test_a_thing_of_very_many_measures_is_told_of_its_packs(town, few, kept, monkeypatch):
    from linli.summaries import making

    town.walk(0)
    speak(town)
    town.walk(80)
    assert kept("TX-1")["hours"] == 1
    monkeypatch.setattr(making, "LARGEST", 10)
    town.hear("TX-1", (57, 99))
    town.walk(95)
    assert [one.high for one in town.history("TX-1", "1h", 0, 60)] == [99]
