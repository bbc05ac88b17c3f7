"""The rows by which devices' states are read are sound, and people have words for each."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from functions.facilities.hazards import rules
from functions.facilities.hazards.known import CODES, HELD, LIMITS, NUMBERS
from functions.facilities.hazards.model import Condition, State
from functions.facilities.model import Kind
from linli.messages import Sample
from linli.rows import rows
from linli.standards.gbt26875 import tables
from linli.texts import say

STATES = rows("facilities", "states", State)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
CODE = Path(__file__).parents[4] / "functions/facilities"


def test_each_row_has_an_id_of_its_own_and_a_source():
    ids = Counter(row.id for row in LIMITS)
    assert max(ids.values()) == 1
    assert all(row.article and row.mark for row in (*LIMITS, *CODES))
    assert max(Counter((row.kind, row.measure) for row in STATES).values()) == 1
    assert max(Counter(row.code for row in CODES).values()) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_people_have_words_for_each_state_and_code(language):
    keys = [row.id for row in (*STATES, *CODES)] + [f"measure-{row.measure}" for row in LIMITS]
    assert [key for key in keys if say("facilities", key, language) == key] == []


def test_what_the_rows_say_is_not_in_the_code():
    code = "".join(path.read_text() for path in CODE.rglob("*.py"))
    assert [row.id for row in (*STATES, *CODES) if f'"{row.id}"' in code] == []


def test_each_abnormal_bit_of_a_fire_system_has_a_row():
    calm = {"normal", "started", "feedback", "delayed", "manual", "configuration_changed", "reset"}
    by_kind = {kind: {row.measure for row in STATES if row.kind == kind} for kind in Kind}
    assert set(tables.PART_STATES) - calm <= by_kind[Kind.FIRE_DETECTOR]
    bits = {*tables.SYSTEM_STATES, *tables.DEVICE_STATES} - calm
    assert bits <= by_kind[Kind.FIRE_PANEL]


@pytest.mark.parametrize(
    ("measure", "limit", "raises", "hours", "approval"),
    [
        ("fire", "FD-fire", "incident", None, False),
        ("manual_call", "FD-call", "incident", None, False),
        ("fault", "FD-fault", "hazard", 24, False),
        ("power_fault", "FD-power", "hazard", 24, False),
        ("shielded", "FD-shielded", "hazard", 24, True),
        ("supervised", "FD-supervised", "hazard", 2, False),
    ],
)
def test_what_a_detector_s_states_mean(measure, limit, raises, hours, approval):
    [row] = [r for r in LIMITS if (r.kind, r.measure) == (Kind.FIRE_DETECTOR, measure)]
    assert (row.id, row.raises, row.within_hours, row.approval) == (limit, raises, hours, approval)
    assert (row.priority == "P1") is (raises == "incident")


@pytest.mark.parametrize(
    ("kind", "measure", "value", "limit", "priority", "category"),
    [
        ("power_meter", "voltage_v", 44, None, None, None),
        ("power_meter", "voltage_v", 43.9, "PW1-lost", "P2", "A4.6"),
        ("water_tank", "tank_level_percent", 20, None, None, None),
        ("water_tank", "tank_level_percent", 19, "WT1-low", "P3", "A4.5"),
        ("water_tank", "tank_level_percent", 98, "WT1-high", "P3", "A4.5"),
        ("water_tank", "lid_open", 1, "WT-lid", "P2", "A4.5"),
        ("water_tank", "lid_open", 0, None, None, None),
        ("pump", "fault", 1, "PU-fault", "P3", "A4.5"),
        ("fire_door", "left_open_seconds", 300, None, None, None),
        ("fire_door", "left_open_seconds", 301, "DR1-open", "P3", "A6"),
        ("fire_door", "blocked", 1, "DR-blocked", "P2", "A6"),
        ("exit_door", "locked", 1, "EX-locked", "P2", "A6"),
        ("fan", "fault", 1, "FN-fault", "P3", "A6"),
        ("siren", "fault", 1, "SI-fault", "P3", "A6"),
        ("broadcast", "fault", 1, "BC-fault", "P3", "A6"),
    ],
)
def test_what_other_installations_are_held_to(kind, measure, value, limit, priority, category):
    fresh = Condition(asset_id="XX-1", community="140105001001", kind=Kind(kind))
    said = [Sample(at=NOON, measures={measure: value})]
    taken = rules.take(fresh, said, HELD, NOON, kept=True)
    found = [(fact.limit_id, fact.priority, fact.category) for fact in taken.news]
    assert found == ([(limit, priority, category)] if limit else [])


def test_the_numbers_by_which_measures_are_read():
    assert NUMBERS["lift-outside"].value(NOON) == 60
    assert NUMBERS["test-longest"].span(NOON) == timedelta(hours=8)
