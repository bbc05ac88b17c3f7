"""Many facts in one batch: the incident is written once, and is what it would be one by one."""

import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.facilities import HazardFound
from tests.functions.incidents.conftest import CONTEXT, HAZARD, PLACE

from .conftest import NOON, lamp, meter, point


@pytest.fixture
def batch(row):
    """batch([(name, seconds, detail), …]) → how many messages of one batch failed."""
    from functions.incidents import reactions

    def told(facts):
        records = []
        for number, (name, seconds, detail) in enumerate(facts):
            at = (NOON + timedelta(seconds=seconds)).isoformat()
            body = {"detail-type": name, "detail": {"at": at, "version": seconds + 1, **detail}}
            records.append({"messageId": f"m{number}", "body": json.dumps(body)})
        return len(reactions.handler({"Records": records}, CONTEXT)["batchItemFailures"])

    return told


def found(number, seconds=0, **more):
    return "HazardFound", seconds, HAZARD | point(number, **more)


def test_ten_that_join_are_one_write(duty, batch, hear, all_of, machine, facts, calls, asks):
    hear("HazardFound", **point(0))
    [one] = all_of()
    machine(one.id, "raised")
    calls.clear()
    assert batch([found(number) for number in range(1, 11)]) == 0
    assert calls == [*["BatchGetItem"] * 2, "GetItem", "GetItem", "TransactWriteItems"]
    assert facts(one.id) == ["raised", "judged", "dispatched", *["joined"] * 10]
    assert [ask["template"] for ask in asks("li")] == ["incidents.dispatched", "incidents.more"]
    assert all_of()[0].joined == 10


def test_ten_that_nobody_knows_are_one_incident_by_two_writes(batch, all_of, calls, states):
    assert batch([found(number) for number in range(10)]) == 0
    assert calls.count("TransactWriteItems") == 2
    [one] = all_of()
    assert (one.joined, states.started) == (9, [f"{one.id}-1"])


def test_ten_that_are_over_are_one_write(batch, all_of, calls, facts):
    batch([found(number) for number in range(10)])
    [one] = all_of()
    calls.clear()
    over = [("HazardCleared", 9, HAZARD | point(number)) for number in range(10)]
    assert batch(over) == 0
    assert calls.count("TransactWriteItems") == 1
    assert all_of()[0].sensor.normal
    assert facts(one.id)[-10:] == ["normal"] * 10
    calls.clear()
    assert batch(over) == 0
    assert "TransactWriteItems" not in calls


def test_what_devices_did_is_one_write(batch, all_of, calls, facts):
    batch([found(0), found(1)])
    [one] = all_of()
    calls.clear()
    did = [
        (name, 5, {"community": PLACE, "action_id": f"a{n}", "asset_id": f"SI-{n}"} | job)
        for n in range(4)
        for name, job in (
            ("ActionOrdered", {"hazard_id": point(n % 2)["hazard_id"], "command": "sound"}),
            (
                "ActionAnswered",
                {
                    "hazard_id": point(n % 2)["hazard_id"],
                    "command": "sound",
                    "outcome": "done",
                },
            ),
        )
    ]
    assert batch(did) == 0
    assert calls.count("TransactWriteItems") == 1
    assert facts(one.id)[2:] == ["action"] * 8
    assert batch(did) == 0
    assert len(facts(one.id)) == 10


def test_an_action_of_a_hazard_not_heard_of_comes_again_alone(batch, all_of):
    early = {"community": PLACE, "action_id": "a", "asset_id": "SI-1", "command": "sound"}
    assert batch([found(0), ("ActionOrdered", 1, early | {"hazard_id": "f" * 26}), found(1)]) == 1
    assert all_of()[0].joined == 1


def test_two_fires_in_a_batch_are_two_incidents(batch, all_of):
    some = [
        found(n, building=str(7 + n % 2), community=f"14010500100{1 + n % 2}") for n in range(9)
    ]
    assert batch(some) == 0
    assert [one.joined for one in all_of()] == [4]


def test_one_that_cannot_be_read_holds_no_other_back(batch, all_of, row):
    assert batch([found(0), ("HazardFound", 0, {"at": "never"}), found(1)]) == 0
    assert all_of()[0].joined == 1
    assert len([one for one in row.scan() if one.pk.startswith("quarantine#")]) == 1


def test_if_the_batch_fails_each_is_taken_alone(batch, all_of, monkeypatch):
    from functions.incidents.correlation import gathering

    def broken(*_):
        raise RuntimeError

    monkeypatch.setattr(gathering, "Desk", broken)
    assert batch([found(number) for number in range(3)]) == 0
    assert all_of()[0].joined == 2


def test_what_was_parted_joins_no_more(batch, all_of, person):
    batch([found(number) for number in range(4)])
    [one] = all_of()
    said = {"hazard_id": point(3)["hazard_id"], "reason": "another stair"}
    assert person("zhao").post(f"{one.id}/partings", said)[0] == 201
    worse = [("HazardWorsened", 7, HAZARD | point(number)) for number in range(4)]
    assert batch([*worse, found(4, 8)]) == 0
    assert sorted(one.joined for one in all_of()) == [0, 3]


def test_a_hundred_lamps_that_waited_are_all_in(batch, all_of, row):
    lamps = [("HazardFound", n % 9, HAZARD | lamp(n)) for n in range(100)]
    for at in range(0, 100, 10):
        assert batch(lamps[at : at + 10]) == 0
    assert all_of() == []
    assert batch([("HazardFound", 9, HAZARD | meter(1))]) == 0
    [one] = all_of()
    assert (one.joined, one.kind, one.priority) == (100, "power_meter", "P2")
    for kept in row.scan():
        assert len(kept.body.encode()) < 16_000


def test_all_that_wait_at_a_place_are_known_however_many(row):
    from functions.incidents.correlation import store
    from functions.incidents.correlation.model import Group

    group = Group(community=PLACE, rule="power", place="B7", drill=False)
    [_, first] = store.wait(group, member(0))
    with row.batch_write() as batch:
        for n in range(2_100):
            body = member(n).model_dump_json(exclude={"version"})
            batch.save(row(first.pk, f"hazard#{n:04}", version=1, body=body, commit="x"))
    assert len({one.hazard_id for one in store.waiting(group)}) == 2_100


def member(number):
    from functions.incidents.correlation import rules

    hazard = HazardFound.model_validate({**HAZARD, **lamp(number), "at": NOON, "version": 1})
    return rules.member(hazard, "power", NOON)


def test_who_dies_between_two_of_its_writes_loses_none(batch, all_of, monkeypatch, calls):
    from functions.incidents.correlation import acts

    for n in range(40):
        batch([("HazardFound", n % 9, HAZARD | lamp(n))])
    real, meters = acts.join_waiting, [("HazardFound", 9, HAZARD | meter(1))]

    def dies(*_):
        raise RuntimeError

    monkeypatch.setattr(acts, "join_waiting", dies)
    assert batch(meters) == 1
    assert all_of()[0].joined == 30
    monkeypatch.setattr(acts, "join_waiting", real)
    assert batch(meters) == 0
    assert all_of()[0].joined == 40
    calls.clear()
    assert batch(meters) == 0
    assert not {"TransactWriteItems", "UpdateItem", "Query"} & {*calls}


SCRIPT = [
    *(("HazardFound", n, HAZARD | point(n)) for n in range(4)),
    ("HazardWorsened", 5, HAZARD | point(1)),
    ("HazardCleared", 6, HAZARD | point(2)),
    ("HazardCleared", 7, HAZARD | point(0)),
    ("HazardFound", 1, HAZARD | lamp(1)),
    ("HazardFound", 2, HAZARD | lamp(2)),
    ("HazardFound", 3, HAZARD | meter(1)),
    ("HazardCleared", 4, HAZARD | lamp(1)),
]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.permutations(SCRIPT),
    st.lists(st.integers(0, len(SCRIPT) - 1), max_size=5),
    st.lists(st.integers(1, 8), min_size=16, max_size=16),
)
def test_in_any_order_in_any_batches_and_twice_it_is_the_same(batch, all_of, row, order, again, of):
    from functions.incidents import store, tally

    for old in list(row.scan()):
        old.delete()
    facts, sizes = [*order, *(order[number] for number in again)], iter(of)
    while facts:
        size = next(sizes)
        assert batch(facts[:size]) == 0
        facts = facts[size:]
    fire, power = sorted(all_of(), key=lambda one: one.category, reverse=True)
    for one, hazards, abnormal in ((fire, 4, 2), (power, 3, 2)):
        members = [tally.lead(one), *store.members(one.id)]
        assert len({member.hazard_id for member in members}) == len(members) == hazards
        assert one.abnormal == sum(not each.sensor.normal for each in members) == abnormal
        assert (one.joined, sum(one.tally.values())) == (hazards - 1, hazards)
        kinds = [entry.kind for entry in store.timeline(one)]
        assert [entry.seq for entry in store.timeline(one)] == [*range(1, len(kinds) + 1)]
    assert power.kind == "power_meter"
