"""What people confirm, refuse, undo and order by hand, and what they may not."""

from datetime import UTC, datetime

import pytest

from tests.functions.facilities.linkage.conftest import HOUSE

HERE = "140105001001"
WHY = {"reason": "看过现场"}
DECIDE = ["community_worker", "official", "city_operator"]
ON_SITE = ["grid_worker", *DECIDE]


@pytest.fixture
def staff(member, world):
    for role in ("grid_worker", "community_worker", "official", "property_manager", "resident"):
        member(role, role, HERE)
    member("far", "official", "140105001002")
    member("operator", "city_operator", "140100000000")


@pytest.fixture
def fire(house, fact, hear, staff, actions):
    hear(fact("SD-1"), fact("SD-2"))
    return actions()


@pytest.fixture
def say(ask):
    """say(action, "refusals", sub=…) → (status, body) of what somebody does about it."""

    def say(action, what, sub, body=WHY):
        return ask("POST", f"actions/{action.id}/{what}", body, sub=sub)

    return say


def test_gas_is_cut_off_when_one_who_may_confirms_it_and_once(fire, say, run, told, actions):
    gas = fire["GV-1", "close"]
    assert say(gas, "confirmations", "grid_worker")[0] == 403
    assert say(gas, "confirmations", "far")[0] == 404
    status, shown = say(gas, "confirmations", "community_worker")
    assert (status, shown["stage"], shown["by"]) == (201, "ordered", "community_worker")
    assert say(gas, "confirmations", "community_worker")[0] == 201
    status, refused = say(gas, "confirmations", "official")
    assert (status, refused["code"]) == (409, "already-decided")
    assert ("GV-1", "close") in run("send")
    names = [name for name, one in told() if one.get("action_id") == gas.id]
    assert names == ["ActionProposed", "ActionConfirmed", "ActionOrdered"]


def test_a_row_says_which_of_those_who_may_confirm_it(fire, say, actions):
    power = fire["PW-1", "stop"]
    status, refused = say(power, "confirmations", "community_worker")
    assert (status, refused["code"]) == (409, "not-for-this-role")
    assert say(power, "confirmations", "official")[0] == 201


def test_what_is_refused_is_not_sent(fire, say, run, actions):
    gas = fire["GV-1", "close"]
    status, shown = say(gas, "refusals", "official")
    assert (status, shown["stage"], shown["reason"]) == (201, "refused", WHY["reason"])
    assert say(gas, "refusals", "official")[0] == 201
    assert say(gas, "confirmations", "community_worker")[1]["code"] == "already-decided"
    assert ("GV-1", "close") not in run("send")


def test_what_has_expired_cannot_be_confirmed(fire, say, advance):
    advance(HERE, 31 * 60)
    assert say(fire["GV-1", "close"], "confirmations", "official")[1]["code"] == "already-late"


def test_what_nothing_calls_for_any_more_cannot_be_confirmed(fire, say, fact, hear, actions):
    from functions.facilities.linkage import deciding, store

    hear(*[fact(one, name="HazardCleared", ago=0) for one in ("SD-1", "SD-2")])
    assert not deciding.calls(fire["GV-1", "close"], store.standing(HERE))
    assert deciding.stands(fire["GV-1", "close"], store.standing(HERE))
    assert say(fire["GV-1", "close"], "confirmations", "official")[1]["code"] == "already-decided"
    status, refused = say(fire["EX-1", "unlock"], "reversals", "official")
    assert (status, refused["code"]) == (409, "forbidden-by-rule")  # people have not settled it


def test_what_is_confirmed_is_looked_at_once_more(fire, say, fact, hear):
    hear(fact("GD-1", "lel_percent"))
    status, refused = say(fire["PW-1", "stop"], "confirmations", "official")
    assert (status, refused["code"]) == (409, "forbidden-by-rule")
    assert refused["rule"]["id"] == "NO-switch-in-gas"
    assert all(refused["rule"][word] for word in ("article", "zh", "en"))
    assert refused["rule"]["verified"] is False


def test_a_siren_is_silenced_by_who_stands_beside_it_and_both_are_seen(
    fire, say, run, ask, told, actions
):
    run("send")
    siren = fire["SI-1", "sound"]
    assert say(siren, "reversals", "resident")[0] == 403
    status, undoing = say(siren, "reversals", "grid_worker")
    assert (status, undoing["command"], undoing["undoes"]) == (201, "silence", siren.id)
    assert ("SI-1", "silence") in run("send")
    _, shown = ask("GET", f"actions/{siren.id}", sub="official")
    assert (shown["reversal_id"], shown["undone_by"]) == (undoing["id"], "grid_worker")
    assert say(siren, "reversals", "official")[1]["code"] == "undone-already"
    again = say(siren, "reversals", "grid_worker")
    assert (again[0], again[1]["id"]) == (201, undoing["id"])
    [reversed_] = [one for name, one in told() if name == "ActionReversed"]
    assert (reversed_["reversal_id"], reversed_["by"]) == (undoing["id"], "grid_worker")


def test_what_came_to_nothing_can_be_undone_again(fire, say, run, actions):
    run("send")
    siren = fire["SI-1", "sound"]
    first = say(siren, "reversals", "official")[1]["id"]
    run("send")
    run("close")  # nothing answered
    second = say(siren, "reversals", "official")
    assert second[0] == 201
    assert second[1]["id"] != first


def test_who_has_undone_it_and_asks_again_gets_the_same_reversal_when_it_is_done(
    fire, say, run, send
):
    run("send")
    siren = fire["SI-1", "sound"]
    _, first = say(siren, "reversals", "official")
    run("send")
    send("SI-1", "state", command=first["id"], outcome="done", at=datetime.now(UTC).isoformat())
    status, again = say(siren, "reversals", "official")
    assert (status, again["id"], again["outcome"]) == (201, first["id"], "done")
    assert say(siren, "reversals", "grid_worker")[1]["code"] == "undone-already"


@pytest.mark.parametrize(
    ("which", "code"),
    [
        (("EX-1", "unlock"), "forbidden-by-rule"),  # it would lock an exit
        (("FD-1", "close"), "forbidden-by-rule"),  # it would open a fire door
        (("GV-1", "close"), "nothing-to-undo"),  # nobody has confirmed it
    ],
)
def test_what_a_fire_called_for_stays_so_while_it_stands(which, code, fire, say, run, fact, hear):
    run("send")
    status, refused = say(fire[which], "reversals", "operator")
    assert (status, refused["code"]) == (409, code)


def test_when_it_is_over_all_of_it_may_be_undone(fire, say, run, fact, hear):
    run("send")
    hear(*[fact(one, name="HazardSettled") for one in ("SD-1", "SD-2")])
    for which in (("EX-1", "unlock"), ("FD-1", "close"), ("EL-1", "recall")):
        assert say(fire[which], "reversals", "community_worker")[0] == 201
    assert {("EX-1", "lock"), ("FD-1", "open"), ("EL-1", "release")} <= set(run("send"))


def order(ask, sub, key="k" * 8, **body):
    asked = {"asset": "SI-1", "command": "sound", "reason": "演练", **body}
    return ask("POST", "actions", asked, sub=sub, idempotency_key=key)


def test_what_a_row_allows_is_ordered_by_hand_and_once(house, staff, ask, run):
    status, shown = order(ask, "community_worker")
    assert (status, shown["stage"], shown["hazard_id"]) == (201, "ordered", "")
    assert order(ask, "community_worker") == (201, shown)
    assert order(ask, "community_worker", asset="BC-1", command="broadcast")[0] == 422
    assert run("send") == [("SI-1", "sound")]


@pytest.mark.parametrize(
    ("sub", "body", "status", "code"),
    [
        ("grid_worker", {"command": "silence"}, 201, None),
        ("grid_worker", {}, 403, "forbidden"),
        ("property_manager", {"command": "silence"}, 403, "forbidden"),
        ("official", {"asset": "EL-1", "command": "move"}, 409, "forbidden-by-rule"),
        ("official", {"asset": "PW-1", "command": "stop"}, 409, "not-by-hand"),
        ("official", {"asset": "SI-1", "command": "close"}, 409, "not-by-hand"),
        ("official", {"asset": "SI-9"}, 409, "not-certified"),
        ("official", {"asset": "SI-404"}, 404, "not-found"),
        ("official", {"hazard": "0" * 26}, 422, "no-such-hazard"),
        ("official", {"command": "explode"}, 422, "invalid"),
    ],
)
def test_by_hand_only_what_a_row_allows(house, register, staff, ask, sub, body, status, code):
    register("SI-9", "siren")
    answer = order(ask, sub, **body)
    assert (answer[0], answer[1].get("code")) == (status, code)


def test_what_is_ordered_by_hand_for_a_drill_is_one(house, staff, ask, fact, hear, run, world):
    name, drill = fact("SD-1", drill=True)
    hear((name, drill))
    status, shown = order(ask, "official", hazard=drill["hazard_id"])
    assert (status, shown["drill"]) == (201, True)
    run("send")
    [(_, said)] = world.published
    assert (said["action"], said["drill"]) == ("sound", True)


def test_what_is_retired_gets_no_command_by_hand(house, staff, ask, register):
    register("SI-8", "siren", certified=["sound"], state="retired", reason="拆除", **HOUSE)
    status, refused = order(ask, "official", asset="SI-8")
    assert (status, refused["code"]) == (409, "asset-retired")


def test_what_was_retired_since_gets_no_command_either(fire, say, run, ask):
    run("send")
    retired = {"state": "retired", "reason": "拆除"}
    for one in ("GV-1", "SI-1"):
        path = f"assets/{one}/states"
        assert ask("POST", path, retired, sub="operator", if_match=1)[0] == 201
    gas = fire["GV-1", "close"]
    for action, what in ((gas, "confirmations"), (fire["SI-1", "sound"], "reversals")):
        status, refused = say(action, what, "community_worker")
        assert (status, refused["code"]) == (409, "asset-retired")
    assert ("GV-1", "close") not in run("send")
    assert say(gas, "refusals", "community_worker")[0] == 201


@pytest.mark.parametrize(
    ("asset", "offered"),
    [
        ("SI-1", {"sound": (True, DECIDE), "silence": (True, ON_SITE)}),
        ("SI-9", {"sound": (False, DECIDE), "silence": (False, ON_SITE)}),
        ("PW-1", {"stop": (True, []), "start": (True, [])}),
        ("SD-1", {}),
    ],
)
def test_an_asset_shows_its_commands_and_who_may_give_them(
    house, register, staff, ask, asset, offered
):
    register("SI-9", "siren")
    shown = ask("GET", f"assets/{asset}", sub="community_worker")[1]["commands"]
    assert {one["command"]: (one["certified"], one["by"]) for one in shown} == offered


def test_an_order_shows_who_may_undo_it_and_one_that_nothing_undoes_nobody(house, staff, ask):
    undone_by = {
        command: order(ask, "community_worker", f"undone-{command}", command=command)[1]["undo_by"]
        for command in ("sound", "silence")
    }
    assert undone_by == {"sound": ON_SITE, "silence": []}


def test_an_exit_is_never_locked_by_hand_but_by_undoing_what_unlocked_it(
    house, staff, ask, fact, hear, run, say, actions
):
    lock = {"asset": "EX-1", "command": "lock"}
    status, refused = order(ask, "official", "first-key", **lock)
    assert (status, refused["code"]) == (409, "not-by-hand")
    hear(fact("SD-1"))  # one point is enough
    status, refused = order(ask, "official", "other-key", **lock)
    assert (status, refused["code"], refused["rule"]["id"]) == (
        409,
        "forbidden-by-rule",
        "NO-exit-lock",
    )
    hear(fact("SD-1", name="HazardSettled"), fact("GD-1", "lel_percent"))
    unlock = actions("GAS")["EX-1", "unlock"]
    assert say(unlock, "confirmations", "official")[0] == 201
    run("send")
    assert say(unlock, "reversals", "official")[1]["code"] == "hazard-stands"
    hear(fact("GD-1", "lel_percent", name="HazardSettled"))
    assert say(unlock, "reversals", "official")[0] == 201
    assert ("EX-1", "lock") in run("send")


def test_the_list_shows_what_is_open_first_and_of_a_hazard_its_own(fire, say, ask, actions):
    assert say(fire["GV-1", "close"], "refusals", "official")[0] == 201
    assert order(ask, "official", asset="FN-1", command="start")[0] == 201
    query = {"community": HERE}
    status, page = ask("GET", "actions", query=query, sub="grid_worker")
    assert status == 200
    is_open = [one["stage"] in ("proposed", "ordered") for one in page["items"]]
    assert is_open == sorted(is_open, reverse=True)
    assert len(page["items"]) == len(fire) + 1
    own = query | {"hazard": fire["SI-1", "sound"].hazard_id}
    assert len(ask("GET", "actions", query=own, sub="official")[1]["items"]) == len(fire)
    assert ask("GET", "actions", query=query, sub="far")[0] == 404
    assert ask("GET", "actions", query=query, sub="resident")[0] == 403


def test_why_somebody_confirms_stands_in_the_history_if_he_says_it(fire, say, ask):
    assert say(fire["GV-1", "close"], "confirmations", "community_worker", WHY)[0] == 201
    [line] = ask("GET", "assets/GV-1/history", sub="community_worker")[1]["items"][1:]
    assert (line["what"], line["by"], line["reason"]) == (
        "ordered",
        "community_worker",
        WHY["reason"],
    )


@pytest.mark.parametrize("body", [None, {}])
def test_nobody_has_to_say_why_he_confirms(fire, say, body):
    status, shown = say(fire["GV-1", "close"], "confirmations", "community_worker", body)
    assert (status, shown["reason"]) == (201, None)
