"""Fire at two points of a zone: what follows at once, what waits for a person, and how often."""

from itertools import permutations

import pytest

AT_ONCE = {
    ("SI-1", "sound"),
    ("BC-1", "broadcast"),
    ("FD-1", "close"),
    ("FD-2", "close"),
    ("EL-1", "recall"),
    ("EX-1", "unlock"),
    ("EX-2", "unlock"),
    ("EX-3", "unlock"),
}
WAITING = {("GV-1", "close"), ("PW-1", "stop"), ("BC-1", "evacuate")}
PEOPLE = {"draft_119", "call_volunteers"}


def staged(actions, stage):
    return {at for at, one in actions().items() if one.stage == stage}


def test_one_point_is_no_fire_and_two_do_all_at_once(house, fact, hear, actions, world, run):
    hear(fact("SD-1"))
    assert actions() == {}
    hear(fact("SD-2"))
    assert staged(actions, "ordered") == AT_ONCE
    assert staged(actions, "proposed") == WAITING
    assert {command for _, command in staged(actions, "assigned")} == PEOPLE
    assert len(world.started) == 1  # one machine for all
    assert set(run("send")) == AT_ONCE
    assert len(world.published) == len(AT_ONCE)
    assert not any("drill" in said for _, said in world.published)


def test_however_often_and_in_whatever_order_it_is_told_it_is_ordered_once(
    house, fact, hear, actions, world, run
):
    facts = [fact("SD-1", ago=9), fact("SD-2", ago=6), fact("SD-3", "manual_call", ago=3)]
    for order in permutations(facts):
        hear(*order, *order)
    assert staged(actions, "ordered") == AT_ONCE
    assert len(set(world.started)) == 1
    assert {one.hazard_id[:8] for one in actions().values()} <= {"53442d31", "53442d32", "53442d33"}


@pytest.mark.parametrize("second", ["SD-2", "SD-3"])
def test_of_two_points_that_speak_at_the_same_instant_one_sees_both(
    second, house, fact, hear, actions, monkeypatch
):
    from functions.facilities.linkage import store

    known, once = store.standing, iter([True])

    def meanwhile(community):
        if next(once, False):
            hear(fact(second))
        return known(community)

    monkeypatch.setattr(store, "standing", meanwhile)
    hear(fact("SD-1"))
    assert staged(actions, "ordered") == AT_ONCE


def test_points_of_two_buildings_are_no_fire(house, fact, hear, actions):
    hear(fact("SD-1"), fact("SD-9", building="B2", zone="B2-1F"))
    assert actions() == {}


def test_another_alarm_after_somebody_silenced_it_sounds_it_again(
    house, fact, hear, actions, run, ask, member, world
):
    member("wang", "grid_worker", "140105001001")
    hear(fact("SD-1", ago=20), fact("SD-2", ago=20))
    run("send")
    siren = actions()["SI-1", "sound"]
    status, undone = ask("POST", f"actions/{siren.id}/reversals", {"reason": "loud"}, sub="wang")
    assert (status, undone["command"], undone["undoes"]) == (201, "silence", siren.id)
    before = len(world.started)
    late = fact("SD-3", ago=-1)
    hear(late, late)
    assert len(set(world.started[before:])) == 1
    run("send")
    sounded = [topic for topic, said in world.published if said["action"] == "sound"]
    assert len({said["command"] for _, said in world.published if said["action"] == "sound"}) == 2
    assert sounded


def test_what_waits_needs_nobody_once_the_hazards_are_settled(house, fact, hear, actions, told):
    hear(fact("SD-1"), fact("SD-2"))
    hear(fact("SD-1", name="HazardSettled"))
    assert staged(actions, "proposed") == WAITING
    hear(fact("SD-2", name="HazardSettled"))
    assert staged(actions, "proposed") == set()
    gone = [detail["why"] for name, detail in told() if name == "ActionRefused"]
    assert gone == ["hazard-over"] * len(WAITING)


def test_what_waits_needs_nobody_once_the_points_read_normal_and_new_ones_begin_anew(
    house, fact, hear, actions, told, every
):
    hear(fact("SD-1"), fact("SD-2"))
    hear(fact("SD-1", name="HazardCleared", ago=0))
    assert staged(actions, "proposed") == WAITING
    hear(fact("SD-2", name="HazardCleared", ago=0))
    assert staged(actions, "proposed") == set()
    before = len(every())
    hear(fact("SD-3", ago=-1))
    assert len(every()) == before  # one point, and two that are well again
    hear(fact("SD-1", name="HazardWorsened", episode=1, ago=-1))
    assert len(every()) == 2 * before


def test_what_is_cleared_before_it_is_heard_is_done_and_waits_for_nobody(
    house, fact, hear, actions, world
):
    found = fact("SD-1", ago=2), fact("SD-2", ago=2)
    cleared = [fact(one, name="HazardCleared", ago=1) for one in ("SD-1", "SD-2")]
    hear(*cleared, *found)
    assert staged(actions, "ordered") == AT_ONCE
    assert staged(actions, "proposed") == set()


def test_what_waits_expires(house, fact, hear, actions, advance, told):
    from functions.facilities import sweeper
    from tests.conftest import CONTEXT

    hear(fact("SD-1"), fact("SD-2"))
    advance("140105001001", 29 * 60)
    sweeper.handler({}, CONTEXT)
    assert staged(actions, "proposed") == WAITING
    advance("140105001001", 2 * 60)
    sweeper.handler({}, CONTEXT)
    assert staged(actions, "proposed") == set()
    gone = [detail["why"] for name, detail in told() if name == "ActionRefused"]
    assert gone == ["expired"] * len(WAITING)


def test_a_fire_that_is_over_before_it_is_heard_orders_nothing(house, fact, hear, actions):
    found = fact("SD-1"), fact("SD-2")
    hear(fact("SD-1", name="HazardSettled"), *found)
    assert actions() == {}


def test_in_a_drill_only_what_is_safe_in_one_is_told_and_says_so(
    house, fact, hear, actions, world, run
):
    hear(fact("SD-1", drill=True), fact("SD-2", drill=True))
    assert staged(actions, "ordered") == AT_ONCE
    assert staged(actions, "proposed") == {("BC-1", "evacuate")}
    assert staged(actions, "assigned") == set()  # no draft, no call
    run("send")
    assert all(said["drill"] is True for _, said in world.published)


def test_a_drill_and_a_fire_are_never_counted_together(house, fact, hear, actions):
    hear(fact("SD-1", drill=True), fact("SD-2"))
    assert actions() == {}


def test_gas_is_vented_and_never_switched(house, fact, hear, actions, run):
    hear(fact("GD-1", "lel_percent"))
    assert set(run("send")) == {("GV-1", "close"), ("SI-1", "sound"), ("FN-1", "start")}
    assert staged(actions, "proposed") == {
        ("EX-1", "unlock"),
        ("EX-2", "unlock"),
        ("EX-3", "unlock"),
        ("BC-1", "evacuate"),
    }


def test_fire_in_gas_does_all_but_move_the_lift(house, fact, hear, actions):
    hear(fact("GD-1", "lel_percent"), fact("SD-1"), fact("SD-2"))
    lift, power = (actions("FIRE")[at] for at in (("EL-1", "recall"), ("PW-1", "stop")))
    assert {lift.ban_id, power.ban_id} == {"NO-switch-in-gas"}


def test_somebody_shut_in_is_spoken_to_and_the_lift_takes_no_calls(house, fact, hear, actions, run):
    hear(fact("EL-1", "trapped"))
    assert set(run("send")) == {("EL-1", "voice"), ("EL-1", "hold")}
    assert staged(actions, "assigned") == {("EL-1", "dispatch")}
    assert staged(actions, "proposed") == {("EL-1", "call_119")}


def test_each_lift_with_somebody_shut_in_gets_its_own_maintainer(
    house, register, fact, hear, actions, world
):
    register("EL-2", "elevator", certified=["voice"], building="B1", zone="B1-2F")
    hear(fact("EL-1", "trapped"), fact("EL-2", "trapped"))
    assert staged(actions, "assigned") == {("EL-1", "dispatch"), ("EL-2", "dispatch")}
