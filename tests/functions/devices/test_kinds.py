"""Kinds: the catalogue is whole, and a city has its own beside it."""

import pytest

from functions.devices.kinds.model import Particulars
from tests.functions.devices.conftest import HERE
from tests.routes import BENCH

WANTED = [
    *("manhole", "street_light", "elevator", "fire_panel", "hydrant", "gas_detector"),
    *("water_tank", "air", "noise", "water", "weather", "water_meter", "electricity_meter"),
    *("gas_meter", "wearable", "home_sensor", "door", "barrier", "robot", "kiosk", "camera"),
    "gateway",
]


def test_the_catalogue_has_every_kind_that_a_city_must_have():
    from functions.devices.kinds.store import CATALOGUE

    assert not set(WANTED) - CATALOGUE.keys()
    prefixes = [kind.prefix for kind in CATALOGUE.values()]
    assert len(set(prefixes)) == len(prefixes)


def test_a_share_of_one_is_a_hundredth_of_our_percentage():
    from functions.devices.kinds.store import CATALOGUE

    humidity = next(m for m in CATALOGUE["weather"].measures if m.measure == "humidity_percent")
    assert 45 * humidity.ngsi.factor == pytest.approx(0.45)
    assert all(
        gauge.ngsi.factor == 0.01
        for kind in CATALOGUE.values()
        for gauge in kind.measures
        if gauge.ngsi and gauge.unit == "%"
    )


def test_a_city_adds_a_kind_of_its_own(ask, people):
    from functions.devices.kinds.store import CATALOGUE

    card = {"id": "bench", **BENCH}
    assert ask("POST", "/kinds", card, sub="grid_worker")[0] in (403, 404)
    assert ask("POST", "/kinds", card, sub="city")[0] == 201
    assert ask("POST", "/kinds", card, sub="city")[0] == 201
    assert ask("POST", "/kinds", card | {"every_seconds": 5}, sub="city")[1]["code"] == "kind-known"
    query = {"community": HERE}
    items = ask("GET", "/kinds", sub="grid_worker", query=query)[1]["items"]
    assert [one["id"] for one in items] == [*CATALOGUE, "bench"]
    assert items[-1]["own"] is True
    changed = BENCH | {"every_seconds": 60}
    status, said = ask("PUT", "/kinds/bench", changed, sub="city", if_match=1)
    assert (status, said["every_seconds"]) == (200, 60)
    assert ask("PUT", "/kinds/bench", BENCH, sub="city", if_match=1)[0] == 412


MINUTES = {"argument": "minutes", "name": {"zh": "时长", "en": "For"}, "type": "integer"}
HEAT = {"command": "heat", "name": {"zh": "加热", "en": "Heat"}}


def test_a_city_says_what_goes_with_a_command_of_its_kind(ask, register, now, heard):
    heat = HEAT | {"arguments": [MINUTES | {"unit": "min", "least": 1, "most": 30}]}
    card = BENCH | {"id": "bench", "commands": [heat, "light"]}
    status, said = ask("POST", "/kinds", card, sub="city")
    assert status == 201, said
    assert [one["command"] for one in said["commands"]] == ["heat", "light"]
    assert register("ZZ-WC-001", "bench")[0] == 201

    def order(minutes, key):
        body = {"command": "heat", "arguments": {"minutes": minutes}}
        more = {"sub": "grid_worker", "idempotency_key": key * 9}
        return ask("POST", "/ZZ-WC-001/commands", body, **more)

    assert order(31, "a")[1]["code"] == "argument-out-of-range"
    assert order(1.5, "b")[1]["code"] == "argument-of-another-type"
    assert order(30, "c")[0] == 201
    [(_, payload)] = heard
    assert payload["arguments"] == {"minutes": 30}


def test_a_kind_that_was_kept_with_bare_words_is_read(row):
    """As rows were written before a command said what goes with it."""
    from functions.devices.kinds.model import Kind

    kind = Kind.model_validate_json(
        '{"id": "bench", "name": {"zh": "椅", "en": "Bench"}, "prefix": "ZZ", "every_seconds": 60,'
        ' "bearers": ["lora"], "commands": ["heat"], "article": "local", "mark": "U"}'
    )
    assert [(one.command, one.arguments) for one in kind.commands] == [("heat", None)]
    assert Kind.model_validate_json(kind.model_dump_json()) == kind


@pytest.mark.parametrize(
    ("command", "taken"),
    [("heat", True), (HEAT, True), (HEAT | {"arguments": []}, False)],
)
def test_only_where_it_is_listed_what_goes_with_a_command_is_all_else_refused(
    ask, register, now, heard, command, taken
):
    """A kind of before that was listed goes on as it did."""
    card = BENCH | {"id": "bench", "commands": [command]}
    assert ask("POST", "/kinds", card, sub="city")[0] == 201
    assert register("ZZ-WC-001", "bench")[0] == 201
    body = {"command": "heat", "arguments": {"level": 3, "mode": "slow"}}
    more = {"sub": "grid_worker", "idempotency_key": "k" * 9}
    status, said = ask("POST", "/ZZ-WC-001/commands", body, **more)
    if taken:
        assert (status, heard[0][1]["arguments"]) == (201, body["arguments"])
    else:
        assert (status, said["code"], heard) == (422, "argument-unknown", [])


def test_each_command_of_the_catalogue_that_is_told_here_lists_what_goes_with_it(row):
    from functions.devices.kinds.store import CATALOGUE

    ours = [kind for kind in CATALOGUE.values() if kind.owner == "devices"]
    assert [one for kind in ours for one in kind.commands if one.arguments is None] == []


@pytest.mark.parametrize(
    ("commands", "at", "code"),
    [
        (["heat", "heat"], "", "told-twice"),
        ([HEAT | {"arguments": [MINUTES, MINUTES]}], "/0", "two-arguments-of-one-name"),
        (
            [HEAT | {"arguments": [MINUTES | {"least": 3, "most": 2}]}],
            "/0/arguments/0",
            "range-is-empty",
        ),
        (
            [HEAT | {"arguments": [MINUTES | {"type": "boolean", "most": 2}]}],
            "/0/arguments/0",
            "range-of-a-boolean",
        ),
        (
            [HEAT | {"arguments": [MINUTES | {"type": "date"}]}],
            "/0/arguments/0/type",
            "literal_error",
        ),
        (["Heat"], "/0/command", "string_pattern_mismatch"),
    ],
)
def test_what_cannot_be_told_is_refused_where_it_stands(ask, people, commands, at, code):
    status, said = ask("POST", "/kinds", BENCH | {"id": "bench", "commands": commands}, sub="city")
    pointer = f"/body/commands{at}" if at else "/body"
    assert (status, said["errors"]) == (422, [{"pointer": pointer, "code": code}])


def test_what_is_of_a_person_stays_so(ask, people):
    """Who keeps kinds may not see what is of a person, and would by one word."""
    assert ask("POST", "/kinds", {"id": "bench", **BENCH}, sub="city")[0] == 201
    own = BENCH | {"personal": True}
    assert ask("PUT", "/kinds/bench", own, sub="city", if_match=1)[1]["personal"] is True
    assert ask("PUT", "/kinds/bench", BENCH, sub="city", if_match=2)[1]["code"] == "personal-stays"
    again = ask("POST", "/kinds/bench/reversals", {"to": 1}, sub="city", if_match=2)
    assert again[1]["code"] == "personal-stays"
    kept = ask("GET", "/kinds/bench", sub="city", query={"community": HERE})[1]
    assert (kept["personal"], kept["version"]) == (True, 2)


@pytest.mark.parametrize(
    ("card", "code"),
    [
        ({"id": "manhole"}, "kind-in-catalogue"),
        ({"id": "bench", "prefix": "MH"}, "prefix-taken"),
    ],
)
def test_what_the_catalogue_has_is_not_taken(ask, people, card, code):
    status, said = ask("POST", "/kinds", BENCH | card, sub="city")
    assert status in (409, 422)
    assert said["code"] == code


def test_a_rule_in_another_unit_is_no_rule(ask, people):
    gauge = {"measure": "load_kg", "name": {"zh": "载荷", "en": "Load"}, "unit": "kg"}
    gauge |= {"least": 0, "most": 500, "precision": 1}
    when = {"by": "threshold", "measure": "load_kg", "compare": "ge", "value": 300, "unit": "lb"}
    step = {"level": 1, "when": when, "raises": "hazard", "priority": "P3", "category": "A4"}
    rule = {"id": "BE1", "kind": "bench", "steps": [step], "article": "local", "mark": "U"}
    rule |= {"effective_from": "2026-01-01"}
    card = {"id": "bench", **BENCH, "measures": [gauge], "rules": [rule]}
    status, said = ask("POST", "/kinds", card, sub="city")
    assert status == 422
    assert "rule-in-another-unit" in str(said) or said["code"] == "invalid"
    when["unit"] = "kg"
    assert ask("POST", "/kinds", card, sub="city")[0] == 201


def test_what_a_kind_was_is_kept_and_can_be_again(ask, people):
    query = {"community": HERE}
    ask("POST", "/kinds", {"id": "bench", **BENCH}, sub="city")
    ask("PUT", "/kinds/bench", BENCH | {"every_seconds": 60}, sub="city", if_match=1)
    [was] = ask("GET", "/kinds/bench/revisions", sub="official", query=query)[1]["items"]
    assert (was["was"]["every_seconds"], was["was"]["version"], was["by"]) == (
        BENCH["every_seconds"],
        1,
        "city",
    )
    path, back = "/kinds/bench/reversals", {"to": 1}
    assert ask("POST", path, back, sub="official", if_match=2)[0] in (403, 404)
    assert ask("POST", path, back, sub="city", if_match=1)[0] == 412
    assert ask("POST", path, {"to": 7}, sub="city", if_match=2)[0] == 404
    status, said = ask("POST", path, back, sub="city", if_match=2)
    assert (status, said["every_seconds"], said["version"]) == (201, BENCH["every_seconds"], 3)
    items = ask("GET", "/kinds/bench/revisions", sub="official", query=query)[1]["items"]
    assert [one["was"]["version"] for one in items] == [1, 2]


def test_a_city_gives_rules_to_a_kind_of_the_catalogue_and_nothing_else(ask, people):
    query = {"community": HERE}
    kiosk = ask("GET", "/kinds/kiosk", sub="city", query=query)[1]
    card = {name: one for name, one in kiosk.items() if name in Particulars.model_fields}
    slow = card | {"every_seconds": 900}
    said = ask("PUT", "/kinds/kiosk", slow, sub="city", if_match=0)[1]
    assert said["code"] == "kind-in-catalogue"
    status, said = ask("PUT", "/kinds/kiosk", card | {"rules": []}, sub="city", if_match=0)
    assert (status, said["rules"], said["version"], said["own"]) == (200, [], 1, False)
    assert ask("PUT", "/kinds/kiosk", card, sub="city", if_match=0)[0] == 412
    items = ask("GET", "/kinds", sub="official", query=query)[1]["items"]
    assert [(one["id"], one["rules"]) for one in items if one["id"] == "kiosk"] == [("kiosk", [])]
    status, said = ask("POST", "/kinds/kiosk/reversals", {"to": 0}, sub="city", if_match=1)
    assert (status, said["rules"], said["version"]) == (201, kiosk["rules"], 2)


def test_rules_that_a_city_gave_are_held_to_what_is_measured(ask, register, send, facts, now):
    register("KI-WC-001", "kiosk")
    query = {"community": HERE}
    kiosk = ask("GET", "/kinds/kiosk", sub="city", query=query)[1]
    card = {name: one for name, one in kiosk.items() if name in Particulars.model_fields}
    ask("PUT", "/kinds/kiosk", card | {"rules": []}, sub="city", if_match=0)
    send("KI-WC-001", (now(), {"paper_percent": 5}))
    assert facts() == []
    ask("POST", "/kinds/kiosk/reversals", {"to": 0}, sub="city", if_match=1)
    send("KI-WC-001", (now(), {"paper_percent": 4}))
    assert [name for name, _ in facts()] == ["DeviceAlarmRaised"]


def test_a_rule_that_is_undone_takes_back_what_it_told(ask, register, send, facts, now):
    register("KI-WC-001", "kiosk")
    send("KI-WC-001", (now(), {"paper_percent": 5}))
    kiosk = ask("GET", "/kinds/kiosk", sub="city", query={"community": HERE})[1]
    card = {name: one for name, one in kiosk.items() if name in Particulars.model_fields}
    ask("PUT", "/kinds/kiosk", card | {"rules": []}, sub="city", if_match=0)
    send("KI-WC-001", (now(), {"paper_percent": 90}))
    assert [name for name, _ in facts()] == ["DeviceAlarmRaised", "DeviceAlarmWithdrawn"]
