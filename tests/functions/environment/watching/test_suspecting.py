"""Water: one moment is a suspicion, two an incident, and unsafe it is by a laboratory alone."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.store import commit

CHINA = timezone(timedelta(hours=8))
TWO = datetime(2026, 11, 23, 14, 0, tzinfo=CHINA)
HOUR = timedelta(hours=1)
HERE = "140105001001"
FINE, LOW = {"free_chlorine_mg_l": 0.12}, {"free_chlorine_mg_l": 0.04}
ELSE = ({"ph": 7.4}, {"free_chlorine_mg_l_flag_d": 0.12}, {"temperature_c": 12.0})


def at(minutes):
    return TWO + timedelta(minutes=minutes)


@pytest.fixture
def say(register, send, now, passes):
    """Of water that was well in the hour before."""
    now(TWO - HOUR)
    register("WQ-1", "water")
    passes("WQ-1", TWO - HOUR, FINE)

    def say(minutes, measures, later=0):
        now(max(now(), at(minutes + later)))
        assert send("WQ-1", (at(minutes), measures)) == []

    return say


def shown(ask):
    return ask("GET", "stations/WQ-1", sub=None)[1]


def status(ask):
    return shown(ask)["status"]


def facts(told):
    return [(name, fact["raises"]) for name, fact in told() if "raises" in fact]


def test_water_of_which_nothing_was_measured_is_not_called_normal(
    register, passes, now, ask, sweep
):
    now(TWO)
    register("WQ-1", "water")
    assert status(ask) is None
    passes("WQ-1", TWO, FINE)
    assert status(ask) == "normal"
    now(TWO + 2 * HOUR + timedelta(minutes=6))
    sweep()
    assert status(ask) is None


def the_case(ask, **query):
    query = {"community": HERE, **query}
    [case] = ask("GET", "cases", sub="official", query=query)[1]["items"]
    return case


def test_one_failing_value_is_a_suspicion_that_clears_by_itself(say, told, people, ask):
    say(1, FINE)
    assert status(ask) == "normal"
    say(2, LOW)
    assert facts(told) == [("WaterSuspected", "hazard")]
    assert told()[0][1]["article"] == "GB 5749-2022"
    assert status(ask) == "checking"
    say(11, FINE)
    assert status(ask) == "checking"
    say(12, FINE)
    assert [name for name, _ in facts(told)[1:]] == ["ExceedanceCleared", "ExceedanceSettled"]
    assert status(ask) == "normal"


@pytest.mark.parametrize("other", ELSE)
def test_a_sample_clears_only_what_it_measured_and_was_not_flagged(say, told, ask, other):
    say(2, LOW)
    for minutes in (12, 30):
        say(minutes, other)
        assert (status(ask), shown(ask)["doubted"]) == ("checking", ["free_chlorine_mg_l"])
    assert len(told()) == 1
    say(31, {**other, **FINE})
    assert (status(ask), shown(ask)["doubted"]) == ("normal", [])


def test_each_measure_that_failed_must_read_well_again(say, told, ask):
    say(2, {"free_chlorine_mg_l": 0.04, "ph": 8.6})
    say(5, {"turbidity_ntu": 1.1})
    assert shown(ask)["doubted"] == ["free_chlorine_mg_l", "ph", "turbidity_ntu"]
    say(15, {**FINE, "turbidity_ntu": 0.4})
    assert shown(ask)["doubted"] == ["ph"]
    say(16, {"ph": 8.6, "turbidity_ntu": 0.4})
    say(25, {"ph": 7.4})  # too early
    assert shown(ask)["doubted"] == ["ph"]
    say(26, {"ph": 7.4})
    assert facts(told)[-1][0] == "ExceedanceCleared"
    assert shown(ask)["doubted"] == []


@pytest.mark.parametrize("measures", ELSE[1:])
def test_water_of_which_nothing_with_a_limit_was_measured_is_not_called_normal(
    register, passes, now, ask, measures
):
    now(TWO)
    register("WQ-1", "water")
    passes("WQ-1", TWO, measures)
    assert (status(ask), shown(ask)["measured"]) == (None, None)
    assert "free_chlorine_mg_l" in shown(ask)["unmeasured"]
    passes("WQ-1", TWO + HOUR, FINE)
    assert status(ask) == "normal"
    unmeasured = shown(ask)["unmeasured"]
    assert "free_chlorine_mg_l" not in unmeasured
    assert {"ph", "turbidity_ntu"} <= {*unmeasured}


def test_a_suspicion_that_was_kept_before_its_measures_were_still_clears(say, ask):
    from functions.environment.watching import store
    from functions.environment.watching.model import Track

    say(2, LOW)
    before = store.watch("WQ-1")
    old = Track(failing=before.track.failing)
    commit(store.keep(before.model_copy(update={"track": old})))
    say(12, {"ph": 7.4})
    assert status(ask) == "checking"
    say(13, FINE)
    assert status(ask) == "normal"


@pytest.mark.parametrize(("second", "raises"), [(12, "incident"), (12.1, "hazard")])
def test_two_within_ten_minutes_are_an_incident_and_want_a_sample(
    say, told, people, ask, second, raises
):
    say(2, LOW)
    say(second, LOW)
    assert facts(told)[-1] == ("WaterSuspected", raises)
    case = the_case(ask)
    assert (case["raises"], bool(case["sample_since"])) == (raises, raises == "incident")


def test_two_measures_of_one_moment_are_one_moment(say, told):
    say(2, {"free_chlorine_mg_l": 2.1, "ph": 8.6})
    assert facts(told) == [("WaterSuspected", "hazard")]


def test_an_incident_of_water_waits_for_its_people(say, told, people, ask, hear):
    say(2, LOW)
    say(4, LOW)
    say(15, FINE)
    assert facts(told)[-1] == ("ExceedanceCleared", "incident")
    assert status(ask) == "checking"
    case = the_case(ask)
    closed = {"incident_id": "i", "subject": "WQ-1", "hazard_id": case["id"], "measure": "x"}
    closed |= {"community": HERE, "at": at(16).isoformat(), "hazard_at": at(4).isoformat()}
    assert hear(("IncidentClosed", closed)) == []
    assert facts(told)[-1] == ("ExceedanceSettled", "incident")
    assert status(ask) == "normal"
    say(17, LOW)
    assert facts(told)[-1] == ("WaterSuspected", "hazard")
    assert the_case(ask)["id"] != case["id"]


RESULT = {"laboratory": "太原市疾控中心", "sample": "S-1", "sampled_at": at(5).isoformat()}


def test_it_is_unsafe_only_once_a_laboratory_has_said_so(say, told, people, ask, now):
    say(2, LOW)
    say(4, LOW)
    assert status(ask) == "checking"
    path, key = f"cases/{the_case(ask)['id']}/results", {"idempotency_key": "k-0000001"}
    unsafe = {**RESULT, "outcome": "unsafe"}
    now(at(9))
    for sub, may in (("official", 201), ("official", 201), ("community_worker", 403)):
        assert ask("POST", path, unsafe, sub=sub, **key)[0] == may
    assert status(ask) == "unsafe"
    assert [name for name, _ in told()].count("WaterJudged") == 1
    say(20, FINE)
    assert status(ask) == "unsafe"
    safe = {**RESULT, "outcome": "safe"}
    assert ask("POST", path, safe, sub="official", idempotency_key="k-0000002")[0] == 201
    assert status(ask) == "checking"  # its incident is open still


def test_the_sample_that_was_taken_last_counts_whenever_its_result_comes(
    say, told, people, ask, now
):
    say(2, LOW)
    path = f"cases/{the_case(ask)['id']}/results"
    now(at(60))

    def enter(n, outcome, minutes, sample):
        result = {**RESULT, "outcome": outcome, "sample": sample}
        result |= {"sampled_at": at(minutes).isoformat()}
        assert ask("POST", path, result, sub="official", idempotency_key=f"k-{n:07}")[0] == 201
        return status(ask)

    assert enter(1, "unsafe", 20, "S-2") == "unsafe"
    assert enter(2, "safe", 10, "S-1") == "unsafe"
    assert enter(3, "safe", 20, "S-3") == "unsafe"  # taken at the same time elsewhere
    assert enter(4, "safe", 20, "S-2") == "checking"  # entered again
    assert enter(5, "unsafe", 30, "S-4") == "unsafe"
    assert enter(6, "safe", 50, "S-5") == "checking"


def test_an_incident_that_closed_ends_no_water_that_is_unsafe(say, told, people, ask, hear, now):
    say(2, LOW)
    path = f"cases/{the_case(ask)['id']}/results"
    now(at(9))
    unsafe = {**RESULT, "outcome": "unsafe"}
    status_, case = ask("POST", path, unsafe, sub="official", idempotency_key="k-0000001")
    assert (status_, case["raises"], case["priority"]) == (201, "incident", "P2")
    assert facts(told)[-1] == ("WaterSuspected", "incident")
    closed = {"incident_id": "i", "subject": "WQ-1", "hazard_id": case["id"], "measure": "x"}
    closed |= {"community": HERE, "at": at(16).isoformat(), "hazard_at": at(4).isoformat()}
    assert hear(("IncidentClosed", closed)) == []
    assert status(ask) == "unsafe"
    safe = {**RESULT, "outcome": "safe"}
    assert ask("POST", path, safe, sub="official", idempotency_key="k-0000002")[0] == 201
    assert status(ask) == "normal"


def test_what_was_calm_while_nothing_was_open_still_clears_what_came_late(say, told, ask):
    say(30, FINE)
    say(10, LOW, later=21)
    assert [name for name, _ in facts(told)] == [
        "WaterSuspected",
        "ExceedanceCleared",
        "ExceedanceSettled",
    ]
    assert status(ask) == "normal"


ONCE = ["WaterSuspected", "ExceedanceCleared", "ExceedanceSettled"]


def test_what_comes_late_from_before_a_case_that_is_over_is_one_of_its_own(say, told, ask, people):
    say(20, LOW)
    say(30, FINE)
    for _ in range(2):
        say(5, LOW, later=26)
        say(20, LOW, later=11)  # repeated
        assert sorted(name for name, _ in facts(told)) == sorted([*ONCE, *ONCE])
    over = ask("GET", "cases", sub="official", query={"community": HERE, "over": "true"})[1][
        "items"
    ]
    assert sorted(datetime.fromisoformat(one["since"]) for one in over) == [at(5), at(20)]
    assert status(ask) == "normal"


@pytest.mark.parametrize("minutes", [10, 19, 21, 30])
def test_what_comes_late_and_makes_two_with_a_moment_that_was_over_is_an_incident(
    say, told, ask, people, minutes
):
    say(20, LOW)
    say(40, FINE)
    say(minutes, LOW, later=50)
    case = the_case(ask)
    of = [name for name, fact in told() if fact["hazard_id"] == case["id"]]
    assert of == ["WaterSuspected", "ExceedanceCleared"]
    assert (case["raises"], bool(case["sample_since"])) == ("incident", True)
    assert status(ask) == "checking"


def test_what_comes_late_from_before_an_end_by_people_is_theirs(say, told, ask, people, hear):
    say(2, LOW)
    say(4, LOW)
    closed = {"incident_id": "i", "subject": "WQ-1", "measure": "x", "community": HERE}
    closed |= {"hazard_id": the_case(ask)["id"], "at": at(16).isoformat()}
    assert hear(("IncidentClosed", closed | {"hazard_at": at(4).isoformat()})) == []
    known = told()
    say(3, LOW, later=20)
    assert told() == known


def test_of_too_many_that_are_kept_no_more_than_so_many_are_held(say, told, ask, monkeypatch):
    from functions.environment.watching import suspecting
    from linli.packs import reading

    held, taken = [], suspecting.taken

    def noting(track, samples, judge):
        held.append(len(samples))
        return taken(track, samples, judge)

    for minutes in range(13, 31):
        say(minutes, FINE)
    monkeypatch.setattr(reading, "TOLD", 3)
    monkeypatch.setattr(suspecting, "taken", noting)
    say(10, LOW, later=21)
    assert [name for name, _ in facts(told)] == [
        "WaterSuspected",
        "ExceedanceCleared",
        "ExceedanceSettled",
    ]
    assert held
    assert max(held) <= 3


measures = st.dictionaries(st.sampled_from("xy"), st.booleans(), min_size=1)
moments = st.dictionaries(st.integers(0, 40), measures, min_size=1, max_size=12)


@given(said=moments, order=st.randoms(use_true_random=False))
def test_a_suspicion_is_a_function_of_the_set_of_samples(said, order):
    from functions.environment.values.model import Over
    from functions.environment.values.water import Judged
    from functions.environment.watching import suspecting
    from functions.environment.watching.model import Track
    from linli.messages import Sample

    about = {"key": "water", "value": 1, "limit": 0, "row": "r", "article": "a", "verified": True}
    overs = {name: Over.model_validate({**about, "measure": name}) for name in "xy"}
    samples = [Sample(at=at(m), measures=dict(sorted(of.items()))) for m, of in said.items()]
    ten = timedelta(minutes=10)

    def assessed(sample):
        bad = [name for name, value in sample.measures.items() if value]
        well = [name for name in sample.measures if name not in bad]
        return Judged(tuple(overs[name] for name in bad), tuple(well), None, True, ())

    def judge(of):
        track = Track()
        for sample in of:
            track = suspecting.taken(track, [sample, sample], assessed)
        return suspecting.suspicion(track, lambda _: ten, lambda _: ten)

    mixed = [*samples, *samples]
    order.shuffle(mixed)
    assert judge(mixed) == judge(samples)
