"""The city's own rules: tried on the past, put in force while functions run, and undone."""

from datetime import UTC, datetime, timedelta

import pytest

from linli.table import utc
from tests.conftest import CONTEXT
from tests.functions.facilities.conftest import HERE

NOW = datetime.now(UTC).replace(microsecond=0)
PATH = "rulings/hydrant"
AT_ALL = {"community": HERE}


def ago(minutes):
    return NOW - timedelta(minutes=minutes)


def below(value=0.2, *, unit="MPa", measure="pressure_mpa", **more):
    when = {"by": "threshold", "measure": measure, "compare": "lt", "value": value, "unit": unit}
    said = {"level": 1, "raises": "hazard", "priority": "P4", "category": "A6"}
    return {**said, "when": when, **more}


def rule(*steps, **more):
    said = {"id": "TY-low", "kind": "hydrant", "steps": steps or [below()], "article": "local"}
    return {**said, "mark": "U", "effective_from": "2026-01-01", **more}


SILENT = below() | {"when": {"by": "absence", "within_seconds": 7200}}


@pytest.fixture
def operator(member):
    member("operator", "city_operator", "140100000000")
    member("li", "property_manager", HERE)
    return "operator"


@pytest.fixture
def put(ask, operator):
    """put(rule…) puts these in force, as whoever asks sees it at once."""
    from functions.facilities.hazards import held

    def put(*rules, version=0, path=PATH, sub=operator):
        answer = ask("PUT", path, {"rules": rules}, sub=sub, if_match=version)
        held.forget()
        return answer

    return put


def names(told):
    return [name for name, _ in told]


def test_what_was_tried_is_put_in_force_and_fires(register, send, ask, put, told):
    register("HY-001", "hydrant")
    send("HY-001", "reading", (ago(90), {"pressure_mpa": 0.18}), (ago(80), {"pressure_mpa": 0.3}))
    assert told() == []  # 0.18 is inside the limit
    past = {"from": ago(100).isoformat(), "until": ago(0).isoformat()}
    assert ask("POST", "assets/HY-001/trials", past | {"steps": [below()]})[1]["fired"] == 1
    status, said = put(rule())
    assert (status, said["version"], len(said["rules"])) == (200, 1, 1)
    send("HY-001", "reading", (ago(30), {"pressure_mpa": 0.17}))
    [(name, found)] = told()
    wanted = {"limit_id": "TY-low", "article": "local", "measure": "pressure_mpa", "value": 0.17}
    assert (name, wanted.items() <= found.items()) == ("HazardFound", True)
    send("HY-001", "reading", (ago(20), {"pressure_mpa": 0.3}))
    assert names(told()) == ["HazardFound", "HazardCleared", "HazardSettled"]


def test_what_is_undone_takes_back_what_it_told(register, send, ask, put, told):
    register("HY-001", "hydrant")
    put(rule())
    send("HY-001", "reading", (ago(30), {"pressure_mpa": 0.17}))
    path = f"{PATH}/reversals"
    assert ask("POST", path, {"to": 0}, sub="li", if_match=1)[0] in (403, 404)
    assert ask("POST", path, {"to": 0}, sub="operator", if_match=0)[0] == 412
    assert ask("POST", path, {"to": 5}, sub="operator", if_match=1)[0] == 404
    status, said = ask("POST", path, {"to": 0}, sub="operator", if_match=1)
    assert (status, said["rules"], said["version"]) == (201, [], 2)
    # whoever has not heard of it yet folds what it left alone else, by what holds now
    send("HY-001", "reading", (ago(20), {"pressure_mpa": 0.17}))
    assert names(told()) == ["HazardFound", "HazardCleared", "HazardSettled"]
    send("HY-001", "reading", (ago(10), {"pressure_mpa": 0.16}))
    assert len(told()) == 3
    query = {"query": AT_ALL, "sub": "li"}
    items = ask("GET", f"{PATH}/revisions", **query)[1]["items"]
    assert [len(one["was"]["rules"]) for one in items] == [0, 1]
    assert {one["by"] for one in items} == {"operator"}
    shown = {one["kind"]: one["version"] for one in ask("GET", "rulings", **query)[1]["items"]}
    assert (shown["hydrant"], shown["manhole"]) == (2, None)


def test_what_is_undone_is_over_soon_though_its_asset_says_nothing(
    register, send, ask, put, told, stopped
):
    from functions.facilities.sweeper import handler
    from linli.table import Row

    def swept():
        handler({"untold_for": 10**9}, CONTEXT)
        return names(told())

    now = stopped(NOW)
    register("HY-001", "hydrant")
    put(rule())
    send("HY-001", "reading", (ago(30), {"pressure_mpa": 0.17}))
    due = Row.get("asset#HY-001", "condition").due
    assert due == utc(NOW + timedelta(minutes=15))
    now(NOW + timedelta(minutes=14))
    assert ask("POST", f"{PATH}/reversals", {"to": 0}, sub="operator", if_match=1)[0] == 201
    assert swept() == ["HazardFound"]
    now(NOW + timedelta(minutes=15))
    assert swept() == ["HazardFound", "HazardCleared", "HazardSettled"]
    assert Row.get("asset#HY-001", "condition").due is None


def test_what_holds_is_looked_at_again_and_again_and_told_once(register, send, put, told, stopped):
    from functions.facilities.signals import acts
    from linli.table import Row

    now = stopped(NOW)
    register("HY-001", "hydrant")
    put(rule())
    send("HY-001", "reading", (ago(30), {"pressure_mpa": 0.17}))
    for minutes in (15, 30):
        now(NOW + timedelta(minutes=minutes))
        acts.wake("asset#HY-001", "condition")
        later = NOW + timedelta(minutes=minutes + 15)
        assert Row.get("asset#HY-001", "condition").due == utc(later)
    assert names(told()) == ["HazardFound"]


def test_a_limit_holds_beside_it(register, send, put, told):
    register("HY-001", "hydrant")
    put(rule())
    send("HY-001", "alarm", (ago(30), {"pressure_mpa": 0.05}))
    assert sorted(fact["limit_id"] for _, fact in told()) == ["HY1-pressure", "TY-low"]
    send("HY-001", "reading", (ago(20), {"pressure_mpa": 0.15}))
    send("HY-001", "reading", (ago(10), {"pressure_mpa": 0.3}))
    over = [fact["limit_id"] for name, fact in told() if name == "HazardSettled"]
    assert sorted(over) == ["HY1-pressure", "TY-low"]


def test_a_delay_is_told_by_the_sweeper(register, send, put, told):
    from functions.facilities.signals import acts

    register("HY-001", "hydrant")
    put(rule(below(after_seconds=1200)))
    send("HY-001", "reading", (ago(30), {"pressure_mpa": 0.17}))
    acts.wake("asset#HY-001", "condition")
    assert names(told()) == ["HazardFound"]


def test_silence_is_told_though_all_was_well(register, send, put, told):
    from functions.facilities.signals import acts

    register("HY-001", "hydrant")
    put(rule(SILENT))
    send("HY-001", "reading", (ago(200), {"pressure_mpa": 0.3}))
    acts.wake("asset#HY-001", "condition")
    [(name, found)] = told()
    assert (name, found["measure"], found["value"]) == ("HazardFound", "silence", 7200)
    send("HY-001", "reading", (ago(10), {"pressure_mpa": 0.3}))
    assert names(told())[1:] == ["HazardCleared", "HazardSettled"]


def test_a_change_is_told_of_two_messages(register, send, put, told):
    fall = {"by": "change", "measure": "pressure_mpa", "direction": "fall", "value": 0.1}
    fall |= {"unit": "MPa", "within_seconds": 3600}
    register("HY-001", "hydrant")
    put(rule(below() | {"when": fall}))
    send("HY-001", "reading", (ago(30), {"pressure_mpa": 0.4}))
    send("HY-001", "reading", (ago(20), {"pressure_mpa": 0.25}))
    assert names(told())[0] == "HazardFound"


def test_an_inspector_neither_finds_nor_ends_it(register, send, ask, member, put, told):
    register("HY-001", "hydrant")
    member("wang", "grid_worker", HERE)
    put(rule())

    def enter(value, key):
        said = {"at": ago(1).isoformat(), "measures": {"pressure_mpa": value}}
        return ask("POST", "assets/HY-001/readings", said, sub="wang", idempotency_key=key)[0]

    assert enter(0.18, "a" * 9) == 201
    assert told() == []
    send("HY-001", "reading", (ago(30), {"pressure_mpa": 0.17}))
    assert enter(0.3, "b" * 9) == 201
    assert names(told()) == ["HazardFound"]


@pytest.mark.parametrize(
    ("path", "rules", "code"),
    [
        (PATH, [rule(kind="manhole")], "rule-of-another-kind"),
        (PATH, [rule(), rule()], "two-rules-of-one-id"),
        (PATH, [rule(id="HY1-pressure")], "id-of-a-limit"),
        (PATH, [rule(below(unit="bar"))], "wrong-unit"),
        (PATH, [rule(below(measure="tilt_degrees"))], "unknown-measure"),
        (PATH, [rule(below(raises="song"))], "raises-what-nobody-hears"),
        ("rulings/street_light", [rule(SILENT, kind="street_light")], "told-by-its-circuit"),
        ("rulings/robot", [], "not-found"),
    ],
)
def test_what_cannot_hold_is_refused(put, path, rules, code):
    status, said = put(*rules, path=path)
    assert (status in (404, 409, 422), said["code"]) == (True, code)


def test_operators_alone_revise_and_on_the_version_that_they_saw(ask, put):
    assert put(rule(), sub="li")[0] in (403, 404)
    assert put(rule())[0] == 200
    assert put(rule(), version=1)[1]["version"] == 1  # nothing is new
    assert put(version=0)[0] == 412
    assert put(version=1)[1]["version"] == 2


def test_of_what_is_thinned_that_stays_which_a_rule_of_the_city_passes():
    from functions.facilities.hazards import life, speaking
    from functions.facilities.hazards.known import HELD
    from functions.facilities.hazards.model import Sensed
    from functions.facilities.model import Kind
    from linli.alarms.model import Rule

    own = life.of_city(Rule.model_validate(rule(below(raises="incident", clears=False))))
    held = (*HELD[Kind.HYDRANT], own)
    low, well = (Sensed(at=NOW, measures={"pressure_mpa": value}) for value in (0.18, 0.3))
    assert speaking.signature(low, held) != speaking.signature(well, held)
    assert speaking.signature(low, HELD[Kind.HYDRANT]) == speaking.signature(
        well, HELD[Kind.HYDRANT]
    )
    assert [speaking.is_grave(one, held) for one in (low, well)] == [True, False]
