"""Somebody reports people shut in a lift: what is done at once, and what must be confirmed."""

from tests.functions.facilities.ledger.conftest import person, report, said

__all__ = ["person", "report", "said"]
HERE = "140105001001"


def told_of(hear, said, name):
    facts = [(name, detail) for detail in said(name)]
    assert hear(*facts)["batchItemFailures"] == []


def entrapment(report, hear, said, **where):
    made = report(category="lift_entrapment", words="有人被困在电梯里", where=where)
    told_of(hear, said, "HazardFound")
    return made


def staged(actions):
    return {(one.command, one.stage) for one in actions().values()}


def test_the_car_is_spoken_to_and_the_lift_held_once_somebody_confirms(
    house, report, hear, said, actions, person, run
):
    entrapment(report, hear, said, asset_id="EL-1")
    assert staged(actions) == {
        ("voice", "ordered"),
        ("dispatch", "assigned"),
        ("hold", "proposed"),
        ("call_119", "proposed"),
    }
    assert set(run("send")) == {("EL-1", "voice")}
    hold = actions()["EL-1", "hold"]
    assert person("wang").post(f"actions/{hold.id}/confirmations")[0] == 403
    why = {"reason": "已与被困人员通话"}
    status, shown = person("li").post(f"actions/{hold.id}/confirmations", why)
    assert (status, shown["stage"], shown["reason"]) == (201, "ordered", why["reason"])
    assert ("EL-1", "hold") in run("send")
    status, refused = person("li").post(f"actions/{hold.id}/reversals", {"reason": "误报了"})
    assert (status, refused["code"]) == (409, "forbidden-by-rule")  # nobody moves it meanwhile


def test_told_again_it_is_done_once_and_once_they_are_out_nothing_waits(
    house, report, hear, said, actions, person, every, world
):
    made = entrapment(report, hear, said, asset_id="EL-1")
    told_of(hear, said, "HazardFound")
    assert len(every()) == 4
    out = {"note": "乘客已脱困", "gone": True}
    assert person("wang").post(f"hazards/{made['id']}/inspections", out)[0] == 201
    told_of(hear, said, "HazardCleared")
    assert {stage for _, stage in staged(actions)} == {"ordered", "assigned", "refused"}


def test_where_nobody_knows_which_lift_people_are_told_and_no_lift_is(
    house, report, hear, said, every
):
    entrapment(report, hear, said, building="B1")
    assert {(one.command, one.stage) for one in every()} == {
        ("dispatch", "assigned"),
        ("call_119", "proposed"),
    }
