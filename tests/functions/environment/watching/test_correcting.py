"""Late data by which an hour that was published as exceeded was none, or the reverse."""

import random
from datetime import UTC, datetime, timedelta, timezone

import pytest

from functions.environment.known import EXCEEDANCES
from linli.dated import unbroken

CHINA = timezone(timedelta(hours=8))
TWO = datetime(2026, 11, 23, 14, tzinfo=CHINA)
HOUR = timedelta(hours=1)
HERE = "140105001001"
OF_KIND = {  # exceeded; within limits; what makes it none when measured as well; before and after
    "air": ("AQ-1", {"pm2_5": 80}, {"pm2_5": 20}, {"pm2_5": 1}, (119, 60)),
    "noise": ("NS-1", {"leq_db": 56}, {"leq_db": 40}, {"leq_db": 0}, (56.0, 53.0)),
}
REASON = {
    "zh": "补到的数据表明当时并未超标,已撤回",
    "en": "Late data show that it was not exceeded: it was withdrawn",
}
HEAVY = {"pm2_5": 200}


def at(text):
    return datetime.fromisoformat(text)


def cases(ask, **query):
    query = {"community": HERE, **query}
    return ask("GET", "cases", sub="official", query=query)[1]["items"]


def over(ask):
    return cases(ask, over="true")


def names(told):
    return [name for name, _ in told()]


def warnings(ask):
    return ask("GET", "warnings", query={"place": HERE})[1]["items"]


@pytest.fixture(params=["air", "noise"])
def there(request, register, people):
    station_id, *more = OF_KIND[request.param]
    register(station_id, request.param)
    return station_id, *more


@pytest.fixture
def late(measure, sweep):
    """late("AQ-1", measures, n…): measured as well in the n-th hour, and told only now."""

    def late(station_id, measures, *numbers, seconds=10):
        for n in numbers:
            measure(station_id, TWO + n * HOUR + timedelta(seconds=seconds), measures)
        assert sweep()["driven"] == 1

    return late


def test_a_case_of_an_hour_that_was_none_is_withdrawn_and_says_so(
    there, passes, late, sweep, ask, told, now
):
    station_id, bad, fine, undoes, (was, value) = there
    passes(station_id, TWO, bad)
    passes(station_id, TWO + HOUR, fine)
    [before] = over(ask)
    assert before["corrections"] == []
    now(TWO + 5 * HOUR)
    late(station_id, undoes, 0)
    [case] = over(ask)
    assert (case["ended"], case["reason"], case["id"]) == ("withdrawn", REASON, before["id"])
    assert at(case["withdrawn_at"]) == TWO + 5 * HOUR
    assert case["closed_at"] == before["closed_at"]
    [one] = case["corrections"]
    assert (at(one["at"]), at(one["hour"])) == (TWO + 5 * HOUR, TWO)
    assert (one["was"], one["value"]) == (was, pytest.approx(value, abs=0.1))
    assert names(told)[-1] == "ExceedanceWithdrawn"
    sweep()
    late(station_id, undoes, 0, seconds=20)  # none it stays
    assert over(ask) == [case]
    assert names(told).count("ExceedanceWithdrawn") == 1


def test_an_open_case_that_was_none_is_open_no_longer(there, passes, late, now, sweep, ask):
    station_id, bad, _, undoes, _ = there
    passes(station_id, TWO, bad)
    now(TWO + 2 * HOUR + timedelta(minutes=6))
    sweep()  # the hour after is not known
    assert [one["id"] for one in cases(ask)]
    late(station_id, undoes, 0)
    assert cases(ask) == []
    [case] = over(ask)
    assert (case["ended"], case["cleared_at"]) == ("withdrawn", None)
    assert case["closed_at"] == case["withdrawn_at"]
    passes(station_id, TWO + 2 * HOUR, bad)
    [other] = cases(ask)
    assert other["id"] != case["id"]


@pytest.mark.parametrize("order", [((0,), (1,)), ((1,), (0,)), ((0, 1),)])
def test_a_case_stands_as_long_as_one_of_its_hours_does(
    there, passes, late, ask, told, order, monkeypatch
):
    from functions.environment.values import store

    monkeypatch.setattr(store, "PAGE", 2)
    station_id, bad, fine, undoes, _ = there
    for n in range(2):
        passes(station_id, TWO + n * HOUR, bad)
    passes(station_id, TWO + 2 * HOUR, fine)
    for hours in order[:-1]:
        late(station_id, undoes, *hours)
        [case] = over(ask)
        assert (case["ended"], case["withdrawn_at"]) == ("measured", None)
        assert [at(one["hour"]) for one in case["corrections"]] == [TWO + hours[0] * HOUR]
        assert at(case["seen"]) == TWO + HOUR + (hours == (0,)) * HOUR
    assert "ExceedanceWithdrawn" not in names(told)
    late(station_id, undoes, *order[-1])
    [case] = over(ask)
    assert (case["ended"], len(case["corrections"])) == ("withdrawn", 2)


def test_a_case_whose_newest_hour_was_none_is_over_by_the_one_before(there, passes, late, ask):
    station_id, bad, _, undoes, _ = there
    for n in range(2):
        passes(station_id, TWO + n * HOUR, bad)
    late(station_id, undoes, 1)
    [case] = over(ask)
    assert (case["ended"], at(case["seen"])) == ("measured", TWO + HOUR)
    assert at(case["cleared_at"]) == TWO + 2 * HOUR


def test_an_open_case_is_over_by_a_past_hour_that_was_none(
    there, passes, late, now, sweep, ask, told
):
    station_id, bad, _, undoes, _ = there
    for n in range(2):
        passes(station_id, TWO + n * HOUR, bad)
    now(TWO + 3 * HOUR + timedelta(minutes=6))
    sweep()  # the hour after is not known
    assert len(cases(ask)) == 1
    late(station_id, undoes, 1)
    assert cases(ask) == []
    [case] = over(ask)
    assert (case["ended"], at(case["seen"])) == ("measured", TWO + HOUR)
    assert at(case["cleared_at"]) == TWO + 2 * HOUR
    assert names(told)[-2:] == ["ExceedanceCleared", "ExceedanceSettled"]


def test_what_was_exceeded_after_all_is_raised_late_with_its_own_time(
    there, passes, late, ask, told, now
):
    station_id, bad, fine, _, _ = there
    for n in range(3):
        passes(station_id, TWO + n * HOUR, fine)
    assert told() == []
    now(TWO + 5 * HOUR)
    for seconds in range(10, 40, 3):
        late(station_id, {name: 3 * value for name, value in bad.items()}, 0, seconds=seconds)
    [case] = over(ask)
    assert (at(case["since"]), at(case["seen"]), case["ended"]) == (TWO, TWO + HOUR, "measured")
    [one] = case["corrections"]
    assert (at(one["at"]), one["value"]) == (TWO + 5 * HOUR, case["value"])
    assert one["was"] is not None
    assert names(told)[1:] == ["ExceedanceCleared", "ExceedanceSettled"]
    assert at(told()[0][1]["at"]) == TWO + HOUR


def quiet(station_id, hours, now, sweep, passes, fine):
    """The station says nothing for so many hours, and then that all is well."""
    for n in range(hours):
        now(TWO + n * HOUR + timedelta(minutes=66))
        sweep()
    passes(station_id, TWO + hours * HOUR, fine)


@pytest.mark.parametrize("said", [(0, 1, 2), (0, 2)])
def test_hours_that_come_late_and_were_exceeded_are_one_case(
    there, passes, late, now, sweep, ask, told, said
):
    """As when they come in time: a single hour that is not known ends nothing."""
    station_id, bad, fine, _, _ = there
    quiet(station_id, 4, now, sweep, passes, fine)
    late(station_id, bad, *said)
    [case] = over(ask)
    assert (at(case["since"]), at(case["seen"]), case["ended"]) == (TWO, TWO + 3 * HOUR, "measured")
    assert at(case["closed_at"]) == at(case["cleared_at"]) == TWO + 3 * HOUR
    assert [at(one["hour"]) for one in case["corrections"]] == [TWO + n * HOUR for n in said]
    assert names(told)[1:] == ["ExceedanceCleared", "ExceedanceSettled"]
    late(station_id, bad, *said, seconds=20)
    assert over(ask) == [case]


@pytest.mark.parametrize("said", [(2, 1, 0), (2, 0), (1, 2, 0), (2, 0, 1)])
def test_and_whatever_comes_first(there, passes, late, now, sweep, ask, told, said):
    station_id, bad, fine, _, _ = there
    quiet(station_id, 4, now, sweep, passes, fine)
    for n in said:
        late(station_id, bad, n)
    [case] = over(ask)
    assert (at(case["since"]), at(case["seen"]), case["ended"]) == (TWO, TWO + 3 * HOUR, "measured")
    assert at(case["closed_at"]) == at(case["cleared_at"]) == TWO + 3 * HOUR
    assert names(told)[1:] == ["ExceedanceCleared", "ExceedanceSettled"]
    for n in range(3):
        late(station_id, bad, n, seconds=20)
    assert [one["id"] for one in over(ask)] == [case["id"]]


def test_an_hour_that_comes_late_is_of_the_open_case_that_it_began(
    there, passes, late, now, sweep, ask, told
):
    station_id, bad, *_ = there
    now(TWO + HOUR + timedelta(minutes=6))
    sweep()
    passes(station_id, TWO + HOUR, bad)
    late(station_id, bad, 0)
    assert over(ask) == []
    [case] = cases(ask)
    assert (at(case["since"]), at(case["seen"])) == (TWO, TWO + 2 * HOUR)
    passes(station_id, TWO + 2 * HOUR, bad)
    assert [one["id"] for one in cases(ask)] == [case["id"]]
    assert len(told()) == 1


def test_a_late_hour_that_was_worse_than_those_after_it_is_published(
    register, people, passes, late, now, sweep, ask
):
    register("AQ-1", "air")
    quiet("AQ-1", 3, now, sweep, passes, {"pm2_5": 20})
    late("AQ-1", {"pm2_5": 80}, 1)
    late("AQ-1", HEAVY, 0)
    assert [one["priority"] for one in over(ask)] == ["P4", "P3"]


@pytest.mark.parametrize("order", [((0, 3),), ((3,), (0,))])
@pytest.mark.parametrize("between", [{1: None, 2: None}, {1: "fine", 2: "bad"}])
def test_hours_that_come_late_and_were_exceeded_are_two_cases_if_it_was_over_in_between(
    there, passes, late, measure, now, sweep, ask, between, order
):
    station_id, bad, fine, _, _ = there
    quiet(station_id, 5, now, sweep, passes, fine)
    for n, what in between.items():
        if what:
            measure(station_id, TWO + n * HOUR, {"bad": bad, "fine": fine}[what])
    for hours in order:
        late(station_id, bad, *hours)
    assert [at(one["seen"]) for one in over(ask)] == [TWO + 4 * HOUR, TWO + HOUR]


def test_late_hours_that_reach_the_newest_are_of_the_case_that_lasts(
    there, passes, late, now, sweep, ask, told
):
    station_id, bad, *_ = there
    now(TWO + 3 * HOUR + timedelta(minutes=6))
    sweep()
    late(station_id, bad, 0, 1, 2)
    assert over(ask) == []
    [case] = cases(ask)
    assert (at(case["since"]), at(case["seen"])) == (TWO, TWO + 3 * HOUR)
    passes(station_id, TWO + 3 * HOUR, bad)
    assert [one["id"] for one in cases(ask)] == [case["id"]]


def test_of_late_hours_of_one_case_a_worse_one_is_published(
    register, people, passes, late, measure, now, sweep, ask, told
):
    register("AQ-1", "air")
    quiet("AQ-1", 3, now, sweep, passes, {"pm2_5": 20})
    measure("AQ-1", TWO, {"pm2_5": 80})
    late("AQ-1", HEAVY, 1)
    [case] = over(ask)
    assert (case["priority"], case["episode"]) == ("P3", 1)
    assert names(told) == ["AirExceeded", "ExceedanceCleared", "ExceedanceSettled"] * 2
    assert at(told()[-1][1]["at"]) == at(case["closed_at"]) == TWO + 2 * HOUR


def test_what_was_withdrawn_and_was_exceeded_after_all_is_the_same_case(
    register, people, passes, late, ask, told, now
):
    register("AQ-1", "air")
    passes("AQ-1", TWO, {"pm2_5": 80})
    passes("AQ-1", TWO + HOUR, {"pm2_5": 20})
    late("AQ-1", {"pm2_5": 1}, 0)
    assert [one["ended"] for one in over(ask)] == ["withdrawn"]
    late("AQ-1", {"pm2_5": 500}, 0, seconds=20)
    [case] = over(ask)
    assert (case["ended"], case["withdrawn_at"], case["episode"]) == ("measured", None, 1)
    assert [(one["was"], one["value"]) for one in case["corrections"]] == [
        (119, 60),
        (60, case["value"]),
    ]
    again = ["AirExceeded", "ExceedanceCleared", "ExceedanceSettled"]
    assert names(told)[-4:] == ["ExceedanceWithdrawn", *again]


def test_a_newest_hour_that_was_withdrawn_and_was_exceeded_after_all_is_open_again(
    register, people, passes, late, ask, told
):
    register("AQ-1", "air")
    passes("AQ-1", TWO, {"pm2_5": 80})
    [before] = cases(ask)
    late("AQ-1", {"pm2_5": 1}, 0)
    assert cases(ask) == []
    late("AQ-1", {"pm2_5": 250}, 0, seconds=20)
    [case] = cases(ask)
    assert (case["id"], case["episode"], case["withdrawn_at"]) == (before["id"], 1, None)
    assert names(told) == ["AirExceeded", "ExceedanceWithdrawn", "AirExceeded"]


def test_an_hour_of_a_case_whose_beginning_was_not_noted_is_not_published_twice(
    there, passes, late, ask, told
):
    """A row that was written before there was `begun`."""
    from functions.environment.watching import store
    from linli.store import commit

    station_id, bad, fine, *_ = there
    passes(station_id, TWO, bad)
    passes(station_id, TWO + HOUR, bad)
    passes(station_id, TWO + 2 * HOUR, fine)
    [case], said = over(ask), told()
    commit(store.keep(store.watch(station_id).model_copy(update={"begun": {}})))
    late(station_id, bad, 0, 1)
    assert (over(ask), told()) == ([case], said)


def test_an_hour_that_is_not_known_undoes_nothing(there, passes, ask):
    from functions.environment.watching import correcting, store

    station_id, bad, *_ = there
    passes(station_id, TWO, bad)
    was = store.watch(station_id).latest
    [key] = store.watch(station_id).open
    unknown = {"means": {}, "over": (), "air": was.air and was.air.model_copy(update={"aqi": None})}
    hour = was.model_copy(update=unknown)
    for now_, undone in ((hour, False), (was.model_copy(update={"over": ()}), True)):
        anew = correcting.Anew(was, now_, TWO)
        assert correcting.undone(anew, key, lambda one: one.over) == undone


def test_a_case_that_people_closed_remains_theirs(register, people, passes, late, hear, ask):
    register("AQ-1", "air")
    passes("AQ-1", TWO, {"pm2_5": 80})
    [case] = cases(ask)
    closed = {"incident_id": "i", "subject": "AQ-1", "hazard_id": case["id"], "measure": "aqi"}
    closed |= {"community": HERE, "at": TWO.isoformat(), "hazard_at": TWO.isoformat()}
    assert hear(("IncidentClosed", closed)) == []
    late("AQ-1", {"pm2_5": 1}, 0)
    [case] = over(ask)
    assert case["ended"] == "closed"
    assert case["withdrawn_at"]
    passes("AQ-1", TWO + HOUR, {"pm2_5": 20})
    late("AQ-1", {"pm2_5": 250}, 0, seconds=20)
    [case] = over(ask)
    assert (case["ended"], case["withdrawn_at"]) == ("closed", None)
    assert len(case["corrections"]) == 2


@pytest.fixture
def incidents(monkeypatch):
    """Whatever is exceeded is an incident."""
    from functions.environment.watching import consequences

    rows = [
        row.model_copy(update={"raises": "incident"}) for one in EXCEEDANCES for row in one.rows
    ]
    monkeypatch.setattr(consequences, "EXCEEDANCES", tuple(unbroken(rows).values()))


def test_an_incident_that_cleared_and_was_exceeded_again_is_published_again(
    register, people, passes, late, now, sweep, ask, told, incidents
):
    register("AQ-1", "air")
    passes("AQ-1", TWO, {"pm2_5": 80})
    passes("AQ-1", TWO + HOUR, {"pm2_5": 20})
    now(TWO + 4 * HOUR + timedelta(minutes=6))
    sweep()  # the two hours after are not known
    late("AQ-1", {"pm2_5": 150}, 2)
    [case] = cases(ask)
    assert (at(case["seen"]), at(case["cleared_at"])) == (TWO + 3 * HOUR, TWO + 3 * HOUR)
    assert case["episode"] == 1
    assert names(told) == ["AirExceeded", "ExceedanceCleared"] * 2


def test_an_incident_that_was_none_is_closed_by_its_people(
    register, people, passes, late, hear, ask, told, incidents
):
    register("AQ-1", "air")
    passes("AQ-1", TWO, {"pm2_5": 80})
    passes("AQ-1", TWO + HOUR, {"pm2_5": 80})
    late("AQ-1", {"pm2_5": 1}, 1)
    late("AQ-1", {"pm2_5": 1}, 0)
    [case] = cases(ask)
    assert (case["ended"], bool(case["withdrawn_at"])) == (None, True)
    name, fact = told()[-1]
    assert (name, at(fact["at"])) == ("ExceedanceWithdrawn", TWO + 2 * HOUR)  # none later was told
    late("AQ-1", {"pm2_5": 250}, 0, seconds=20)
    [case] = cases(ask)  # it was exceeded after all
    assert (case["ended"], case["withdrawn_at"], case["episode"]) == (None, None, 1)
    assert names(told)[-2:] == ["AirExceeded", "ExceedanceCleared"]
    closed = {"incident_id": "i", "subject": "AQ-1", "hazard_id": case["id"], "measure": "aqi"}
    closed |= {"community": HERE, "at": TWO.isoformat(), "hazard_at": TWO.isoformat()}
    assert hear(("IncidentClosed", closed)) == []
    assert [one["ended"] for one in over(ask)] == ["closed"]


def lifted(told):
    return [fact["why"] for name, fact in told() if name == "AirWarningLifted"]


@pytest.mark.parametrize("after", [0, 1])
def test_data_for_a_warning_that_rest_on_no_hour_are_withdrawn(
    register, people, passes, late, ask, told, now, after
):
    from functions.environment.warnings import store

    register("AQ-1", "air")
    passes("AQ-1", TWO, HEAVY)
    [one] = warnings(ask)
    if after:
        passes("AQ-1", TWO + HOUR, {"pm2_5": 20})
    late("AQ-1", {"pm2_5": 1}, 0)
    assert warnings(ask) == []
    assert lifted(told) == ["measured", "withdrawn"][-1 - after :]
    known = store.known(one["id"])
    assert known.withdrawn_at == now()
    assert known.ends == (TWO + 2 * HOUR if after else now())
    passes("AQ-1", TWO + 2 * HOUR, HEAVY)
    [other] = warnings(ask)
    assert (other["id"] != one["id"], other["withdrawn_at"]) == (True, None)


def test_data_for_a_warning_stand_as_long_as_one_hour_does(
    register, people, passes, late, ask, told
):
    register("AQ-1", "air")
    for n in range(3):
        passes("AQ-1", TWO + n * HOUR, HEAVY)
    late("AQ-1", {"pm2_5": 1}, 0)
    [one] = warnings(ask)
    assert at(one["seen"]) == TWO + 3 * HOUR
    late("AQ-1", {"pm2_5": 1}, 2)
    assert warnings(ask) == []
    assert lifted(told) == ["measured"]


def test_data_for_a_warning_are_over_by_a_past_hour_that_was_none(
    register, people, passes, late, now, sweep, ask, told
):
    from functions.environment.warnings import store

    register("AQ-1", "air")
    for n in range(2):
        passes("AQ-1", TWO + n * HOUR, HEAVY)
    [one] = warnings(ask)
    now(TWO + 3 * HOUR + timedelta(minutes=6))
    sweep()  # the hour after is not known
    late("AQ-1", {"pm2_5": 1}, 1)
    assert (warnings(ask), lifted(told)) == ([], ["measured"])
    known = store.known(one["id"])
    assert (known.seen, known.ends) == (TWO + HOUR, TWO + 2 * HOUR)


def test_beginnings_are_noted_as_long_as_late_data_may_concern_them():
    from functions.environment.watching import hours
    from functions.environment.watching.model import Watch

    now = datetime(2026, 11, 30, tzinfo=UTC)
    days = {n: now - timedelta(days=n) for n in (30, 20, 9, 3, 1)}
    watch = Watch(station_id="AQ-1", community=HERE, kind="air", made=now, due=None)
    for n in (3, 30, 20, 1, 9, 3):
        watch = hours.began(watch, "aqi", days[n], now)
    assert watch.begun == {"aqi": (days[9], days[3], days[1])}


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 56])
def test_whatever_comes_late_a_case_stands_by_the_hours_that_were_exceeded(
    register, people, measure, now, sweep, ask, seed
):
    """Of hours that were exceeded, within limits or not known, each made otherwise or not."""
    _late_hours(register, measure, now, sweep, ask, seed)


@pytest.mark.parametrize("seed", [102, 104, 112])
def test_whatever_comes_late_an_incident_stands_by_the_hours_that_were_exceeded(
    register, people, measure, now, sweep, ask, seed, incidents
):
    _late_hours(register, measure, now, sweep, ask, seed)


def _late_hours(register, measure, now, sweep, ask, seed):
    chance = random.Random(seed)  # noqa: S311 - the same each time
    register("AQ-1", "air")
    for n in range(6):
        now(TWO + n * HOUR + timedelta(minutes=55))
        if value := chance.choice((80, 80, 20, None)):
            measure("AQ-1", TWO + n * HOUR, {"pm2_5": value})
        now(TWO + n * HOUR + timedelta(minutes=66))
        sweep()
    for seconds in range(10, 22):
        at_ = TWO + chance.randrange(6) * HOUR + timedelta(seconds=seconds)
        measure("AQ-1", at_, {"pm2_5": chance.choice((1, 1, 150))})
        if chance.random() < 0.7:
            sweep()
    sweep()
    query = {"from": TWO.isoformat()}
    hours = ask("GET", "stations/AQ-1/history", query=query)[1]["items"]
    exceeded = {at(one["begins"]) for one in hours if one["over"]}
    known = [*cases(ask), *over(ask)]
    for case in known:
        of = {one for one in exceeded if at(case["since"]) <= one < at(case["seen"])}
        assert bool(of) != bool(case["withdrawn_at"])
        assert case["withdrawn_at"] or at(case["seen"]) == max(of) + HOUR
        exceeded -= of
    assert not exceeded
    assert sweep()["driven"] == 0
    assert [*cases(ask), *over(ask)] == known
