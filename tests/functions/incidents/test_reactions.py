"""What facilities says, heard twice, late, or of something nobody knows."""

PLACE = "140105001001"
ACTION = {
    "community": PLACE,
    "action_id": "a1",
    "hazard_id": "0f" * 13,
    "asset_id": "GV-001",
    "command": "close",
}


def all_open():
    from functions.incidents import store

    return store.incidents(PLACE, is_open=True, after="").items


def facts(one):
    from functions.incidents import store

    return [fact.kind for fact in store.timeline(store.incident(one.id))]


def test_a_hazard_told_five_times_is_one_incident(hear, states):
    for _ in range(5):
        hear("HazardFound", at=hear.now, version=3)
    [one] = all_open()
    assert facts(one) == ["raised"]
    assert states.started == [f"{one.id}-1"]


def test_a_mere_hazard_raises_nothing_until_it_is_worse(hear):
    hear("HazardFound", raises="hazard", priority="P3")
    hear("HazardCleared", raises="hazard", priority="P3")
    assert all_open() == []
    hear("HazardWorsened")
    [one] = all_open()
    assert (one.stage, one.priority) == ("raised", "P1")


def test_the_return_to_normal_is_a_fact_and_a_late_word_is_none(hear):
    hear("HazardFound")
    hear("HazardCleared", at=hear.now, version=2)
    hear("HazardWorsened", at=hear.now, version=1)
    [one] = all_open()
    assert one.sensor.normal
    assert facts(one) == ["raised", "normal"]


def test_a_valve_that_did_not_answer_is_handed_to_the_assignee(duty, hear, machine, asks):
    hear("HazardFound")
    [one] = all_open()
    machine(one.id, "raised")
    for name in ("ActionOrdered", "ActionTimedOut", "ActionTimedOut"):
        hear.told(name, **ACTION)
    [one] = all_open()
    assert [(job.command, job.asset_id) for job in one.by_hand] == [("close", "GV-001")]
    templates = [ask["template"] for ask in asks("li")]
    assert templates == ["incidents.dispatched", "incidents.by-hand"]
    assert asks("li")[-1]["variables"]["command"] == "close GV-001"
    assert facts(one)[-2:] == ["action", "by-hand"]


def test_an_action_heard_before_its_hazard_comes_again(hear):
    hear.told("ActionOrdered", failed=1, **ACTION)
    hear("HazardFound")
    hear.told("ActionOrdered", **ACTION)
    [one] = all_open()
    assert facts(one) == ["raised", "action"]


def test_a_strange_fact_waits_in_quarantine(hear, row):
    hear.told("HazardFound", community=PLACE)
    hear.told("Nonsense")
    assert len([kept for kept in row.scan() if kept.sk == "kept"]) == 2


def test_what_is_open_when_a_community_leaves_is_withdrawn(hear, states):
    for number in range(3):
        hear("HazardFound", asset_id=f"MH-{number:03}", hazard_id=f"{number:026}")
    ids = [one.id for one in all_open()]
    for _ in range(2):
        hear.told("CommunityClosed", community=PLACE)
    assert all_open() == []
    from functions.incidents import store

    for one in map(store.incident, ids):
        assert (one.stage, facts(one)) == ("withdrawn", ["raised", "withdrawn"])
    hear("HazardWorsened", hazard_id=f"{0:026}")
    assert facts(store.incident(ids[0])) == ["raised", "withdrawn"]


def test_a_withdrawn_incident_rests_once_its_execution_has_heard(hear):
    from functions.incidents.handling import driving, rules
    from functions.incidents.model import Incident

    hear("HazardFound")
    [one] = all_open()
    ended = rules.withdraw(one, hear.now)
    assert isinstance(ended, Incident)
    assert rules.withdraw(ended, hear.now) is None
    assert ended.due is not None
    assert driving.rest(ended).due is None
