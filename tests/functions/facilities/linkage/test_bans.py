"""What a row forbids is sent by nobody and nothing, whatever else holds."""

from contextlib import suppress
from datetime import UTC, datetime
from itertools import product
from typing import get_args

import pytest

from functions.facilities.linkage.bans import ban_on
from functions.facilities.linkage.model import Action, Alarm, Ban
from functions.facilities.linkage.views import Asked
from functions.facilities.model import TAKES, Command, Kind
from linli.errors import Refused
from linli.rows import rows

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
BANS = rows("facilities", "forbidden", Ban)
HERE = "140105001001"
PLACES = {
    "there": {"building": "B1", "zone": "Z1"},
    "next zone": {"building": "B1", "zone": "Z2"},
    "next building": {"building": "B2", "zone": "Z9"},
    "zone not known": {"building": "B1", "zone": None},
    "nothing known": {"building": None, "zone": None},
}
FIRE = {"kind": "fire_detector", "measure": "fire", "category": "A6.1", "limit_id": "FD-fire"}
FAULT = FIRE | {"measure": "fault", "category": "A6", "limit_id": "FD-fault"}
GAS = {"kind": "gas_detector", "measure": "lel_percent", "category": "A4.4"}
ALARM, WARNING = GAS | {"limit_id": "GAS1-alarm"}, GAS | {"limit_id": "GAS1-warning"}
TRAPPED = {"kind": "elevator", "measure": "trapped", "category": "A4.1", "limit_id": "LF-trapped"}


def alarm(what, place="there", asset_id="X-1", **more):
    said = {"hazard_id": "h", "community": HERE, "asset_id": asset_id, "at": NOW}
    return Alarm.model_validate({**said, **PLACES[place], **what, **more})


def order(kind, command, place="there", asset_id="D-1"):
    said = {"id": "a", "community": HERE, "asset_id": asset_id, "kind": kind, "command": command}
    return Action.model_validate({**said, **PLACES[place], "ordered_at": NOW, "send_until": NOW})


def banned(kind, command, *alarms, **more):
    found = ban_on(order(kind, command, **more), alarms, BANS, NOW)
    return found and found.id


wherever = pytest.mark.parametrize(
    ("place", "is_forbidden"),
    [
        ("there", True),
        ("next zone", True),
        ("next building", False),
        ("zone not known", True),
        ("nothing known", True),
    ],
)


@wherever
def test_no_exit_is_locked_where_there_may_be_fire(place, is_forbidden):
    assert bool(banned("exit_door", "lock", alarm(FIRE, place))) is is_forbidden
    assert not banned("exit_door", "unlock", alarm(FIRE, place))
    assert not banned("exit_door", "lock", alarm(FIRE, place, stands=False))
    assert not banned("exit_door", "lock", alarm(FAULT, place))


@wherever
@pytest.mark.parametrize("kind", ["street_light", "light_circuit", "power_meter"])
def test_nothing_is_switched_where_there_may_be_gas(kind, place, is_forbidden):
    for command in ("start", "stop"):
        assert bool(banned(kind, command, alarm(ALARM, place))) is is_forbidden
        assert not banned(kind, command, alarm(WARNING, place))
    assert not banned("fan", "start", alarm(ALARM, place))
    assert not banned("gas_valve", "close", alarm(ALARM, place))
    assert not banned("elevator", "voice", alarm(ALARM, place))


SHUT_BY_FIRE = [("elevator", "release"), ("fire_door", "open"), ("power_meter", "start")]


@pytest.mark.parametrize("limit", ["FD-fire", "FD-call", "FP-fire", "FP-manual-alarm", "fire"])
@pytest.mark.parametrize(("kind", "command"), [*SHUT_BY_FIRE, ("gas_valve", "open")])
def test_while_there_is_fire_by_whatever_word_what_it_shut_stays_shut(limit, kind, command):
    assert banned(kind, command, alarm(FIRE | {"limit_id": limit}))
    assert not banned(kind, command, alarm(FIRE | {"limit_id": limit}, "next building"))
    assert not banned(kind, command, alarm(FAULT))


def test_no_gas_valve_is_opened_while_somebody_smells_gas():
    smell = alarm(GAS | {"measure": "report", "limit_id": "gas_smell"})
    assert banned("gas_valve", "open", smell) == "NO-gas-open"
    assert not banned("gas_valve", "close", smell)
    assert not banned("elevator", "recall", smell)  # a word alone stops no lift in a fire


def test_a_lift_with_somebody_shut_in_is_not_moved_and_no_car_ever():
    trapped = alarm(TRAPPED, asset_id="EL-1")
    assert banned("elevator", "move") == "NO-car-movement"
    for command in ("recall", "release"):
        assert banned("elevator", command, trapped, asset_id="EL-1")
        assert not banned("elevator", command, trapped, asset_id="EL-2")
    assert not banned("elevator", "hold", trapped, asset_id="EL-1")


@pytest.mark.parametrize("kind", [*Kind, None])
def test_faces_are_published_by_nothing(kind):
    assert banned(kind, "publish") == "NO-faces"


BY_DEVICES = sorted({command for taken in TAKES.values() for command in taken})
DURING = {
    "nothing": [],
    "fire": [("SD-1", "fire"), ("SD-2", "fire")],
    "gas": [("GD-1", "lel_percent")],
    "entrapment": [("EL-1", "trapped")],
    "all": [("SD-1", "fire"), ("SD-2", "fire"), ("GD-1", "lel_percent"), ("EL-1", "trapped")],
}
LAMPS = set(product(("light_circuit", "street_light"), ("start", "stop")))
SENT = {  # of each, something that must be sent, and what never
    "nothing": ({("light_circuit", "start"), ("exit_door", "lock")}, set()),
    "fire": ({("exit_door", "unlock")}, {("exit_door", "lock")}),
    "gas": ({("fan", "start")}, LAMPS | {("power_meter", "stop"), ("elevator", "recall")}),
    "entrapment": ({("elevator", "voice")}, set()),
    "all": ({("exit_door", "unlock"), ("fan", "start")}, LAMPS | {("exit_door", "lock")}),
}


@pytest.fixture
def everything(house, register):
    """One of each kind beside the others, certified for all that any device takes."""
    from functions.facilities.assets import store as assets

    here = {"building": "B1", "zone": "B1-2F", "certified": BY_DEVICES}
    for number, kind in enumerate(Kind):
        register(f"AA-{number}", kind, **here)
    return {kind: assets.asset(f"AA-{number}") for number, kind in enumerate(Kind)}


@pytest.mark.parametrize("during", DURING)
def test_of_all_triggers_kinds_and_commands_nothing_forbidden_is_ever_published(
    during, everything, fact, hear, world, run, every
):
    """By each way there is: at once, by hand of him who may most, confirmed, and undone."""
    from functions.facilities.linkage import people, store

    hear(*[fact(*one) for one in DURING[during]])
    by = {"by": "li", "holds": lambda _: True}
    for (kind, asset), command in product(everything.items(), get_args(Command)):
        asked = Asked(asset=asset.id, command=command, reason="try")
        with suppress(Refused):
            people.order(f"{kind}-{command}", asset, asked, **by, request="r")
    for turn in (people.confirm, people.reverse):
        run("send")
        for one in every():
            with suppress(Refused):
                turn(one.id, reason="try", **by)
    run("send")
    known, standing = {one.id: one for one in every()}, store.standing(HERE)
    told = [known[said["command"]] for _, said in world.published]
    assert not [one for one in told if ban_on(one, standing, BANS, datetime.now(UTC))]
    must, never = SENT[during]
    pairs = {(one.kind, one.command) for one in told}
    assert must <= pairs
    assert pairs.isdisjoint(never | {("elevator", "move")})
    assert not {"publish", "move"} & {command for _, command in pairs}


def test_what_became_forbidden_after_it_was_ordered_is_not_sent(
    house, fact, hear, world, run, ask, member, told, actions
):
    member("li", "city_operator", "140100000000")
    body = {"asset": "LC-1", "command": "start", "reason": "dark"}
    assert ask("POST", "actions", body, sub="li", idempotency_key="k" * 8)[0] == 201
    hear(fact("GD-1", "lel_percent"))
    assert ("LC-1", "start") not in run("send")
    refused = actions()["LC-1", "start"]
    assert (refused.stage, refused.ban_id) == ("refused", "NO-switch-in-gas")
    [said] = [detail for name, detail in told() if name == "ActionRefused"]
    assert (said["why"], said["rule_id"], said["by"]) == (
        "forbidden-by-rule",
        "NO-switch-in-gas",
        "li",
    )
