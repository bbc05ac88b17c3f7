"""An incident whose sensor died while abnormal is closed by a person who answers for that."""

import pytest

from tests.functions.incidents import working
from tests.functions.incidents.correlation.conftest import ENDS, point

FAULT = {"lesson": "replace the sensor", "sensor_fault": "its battery is empty, nothing tilts"}


@pytest.fixture
def handled(duty, hear, machine, person, photo):
    """Handled by li while its sensor reads abnormal."""
    one = working.found(hear, machine)
    working.take(person, one)
    working.handle(person, photo, one)
    return one


@pytest.fixture
def ended(told):
    """ended("IncidentClosed") -> the events of that name."""
    return lambda name: [detail for event, detail in told() if event == name]


def close(person, one, by="guan", **more):
    status, answer = person(by).post(f"{one}/closures", FAULT | more)
    return status, answer.get("code")


def test_an_official_closes_it_with_the_reason_and_the_timeline_says_so(handled, person, ended):
    status, fact = person("guan").post(f"{handled}/closures", FAULT)
    assert (status, fact["stage"], fact["by"]) == (201, "closed", "guan")
    assert fact["note"] == f"{FAULT['lesson']}; sensor fault: {FAULT['sensor_fault']}"
    shown = person("zhao").get(f"/{handled}")[1]
    assert (shown["stage"], shown["sensor_fault"]) == ("closed", FAULT["sensor_fault"])
    [closed] = ended("IncidentClosed")
    assert closed["sensor_fault"] is True


def test_without_the_reason_the_sensor_decides(handled, person):
    assert close(person, handled, sensor_fault=None) == (409, "wrong-stage")


def test_only_who_may_close_states_it_and_never_of_his_own_work(handled, person, member):
    assert close(person, handled, by="wang") == (403, "forbidden")
    member("li", "community_worker", working.PLACE)
    assert close(person, handled, by="li") == (403, "own-work")


def test_the_reason_names_nobody(handled, person):
    assert close(person, handled, sensor_fault="ask 13800000000") == (422, "names-a-person")


def test_a_sensor_that_reads_normal_is_not_called_out_of_order(handled, person, hear, ended):
    hear("HazardCleared")
    assert close(person, handled) == (409, "sensor-normal")
    working.verify(person, handled)
    working.close(person, handled)
    assert ended("IncidentClosed")[0]["sensor_fault"] is False


def test_it_is_no_way_around_the_work_or_an_inspection(duty, hear, machine, person, photo):
    from functions.incidents import store

    hear("HazardFound", measure="report")
    [one] = store.incidents(working.PLACE, is_open=True, after="").items
    machine(one.id, "raised")
    working.take(person, one.id)
    assert close(person, one.id) == (409, "wrong-stage")
    working.handle(person, photo, one.id)
    assert close(person, one.id) == (409, "inspect-first")


def test_an_inspection_is_due_for_the_last_of_very_many_hazards(handled, person):
    from functions.incidents import store, tally
    from linli.store import commit

    lead = tally.lead(store.incident(handled))
    normal = lead.sensor.model_copy(update={"normal": True})
    joined = [
        lead.model_copy(update={"hazard_id": f"h{number:03}", "sensor": normal, "version": None})
        for number in range(store.SHOWN)
    ]
    joined.append(joined[0].model_copy(update={"hazard_id": "last", "measure": "report"}))
    joined[-1] = joined[-1].model_copy(update={"sensor": lead.sensor})
    for begins in range(0, len(joined), 100):
        commit(*(store.member_of(handled, one) for one in joined[begins : begins + 100]))
    assert close(person, handled) == (409, "inspect-first")


def test_reopened_it_is_stated_no_more(handled, person):
    assert close(person, handled)[0] == 201
    assert person("zhao").post(f"{handled}/reopenings", {"reason": "it does tilt"})[0] == 201
    assert person("zhao").get(f"/{handled}")[1]["sensor_fault"] is None


def test_of_many_only_those_that_read_abnormal_are_out_of_order(
    duty, hear, machine, person, photo, ended
):
    from functions.incidents import store

    for number in range(3):
        hear("HazardFound", **point(number))
    [one] = store.incidents(working.PLACE, is_open=True, after="").items
    machine(one.id, "raised")
    working.take(person, one.id)
    working.handle(person, photo, one.id)
    for number in (0, 2):
        hear("HazardCleared", **point(number))
    assert close(person, one.id, **ENDS)[0] == 201
    [closed] = ended("IncidentClosed")
    hear.told("IncidentClosed", **{key: closed[key] for key in closed.keys() - {"version", "at"}})
    faults = {end["subject"]: end["sensor_fault"] for end in (closed, *ended("HazardReleased"))}
    assert faults == {"FD-000": False, "FD-001": True, "FD-002": False}
