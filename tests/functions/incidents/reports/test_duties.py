"""Who must be told by when: each duty by its row, first reports and supplements, and lateness."""

from datetime import UTC, datetime, timedelta

import pytest

from functions.incidents.reports import rules, store
from functions.incidents.statutory import Figures, Graded
from linli.errors import Refused

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
ROWS = store.deadlines()
D6 = {"D6-phone": 30, "D6-written": 60}
D1 = {"D1-county": 60, "D1-sector": 60, "D2-city": 180}


def minutes(duties):
    return {duty.id: int((duty.deadline - NOON) / timedelta(minutes=1)) for duty in duties}


def arising(incident, known=None, **changes):
    one = incident(hazard_at=NOON, raised_at=NOON, **changes)
    return rules.arising(ROWS, one, known or {}, NOON)


@pytest.mark.parametrize(
    ("category", "grade", "due"),
    [
        ("A6", None, D6),
        ("A6.1", "IV", D6 | D1),
        ("A1", "III", D6 | D1 | {"D2-province": 300}),
        ("A1", "II", D6 | D1 | {"D2-province": 300, "D2-state": 420}),
        ("A1", "I", D6 | D1 | {"D2-province": 300, "D2-state": 420}),
        ("A7", "II", D6),
        ("N1", None, D6),
        ("S2", None, D6),
        ("P3", None, D6 | {"D4-network": 120}),
        ("A4.3", None, {}),
        ("A4.1", "IV", D1 | {"D6-phone-graded": 30, "D6-written-graded": 60}),
        ("O1", None, {}),
    ],
)
def test_the_duties_of_a_kind_and_a_grade(incident, category, grade, due):
    assert minutes(arising(incident, category=category, grade=grade)) == due


@pytest.mark.parametrize(
    ("infectious", "due"),
    [
        (None, None),
        ("a", 120),
        ("new", 120),
        ("unexplained", 120),
        ("outbreak", 120),
        ("b", 1440),
        ("c", 1440),
    ],
)
def test_an_infectious_disease_by_its_class(incident, infectious, due):
    found = minutes(arising(incident, category="P1", figures=Figures(infectious=infectious)))
    disease = {name: value for name, value in found.items() if name.startswith("D5")}
    assert list(disease.values()) == ([due] if due else [])


def test_whoever_says_that_it_is_worse_brings_the_heavier_duty(incident):
    worse = Graded(grade="II", reason="more are missing", at=NOON, by="guan")
    found = arising(incident, category="A1", grade="IV", grading_by_person=worse)
    assert "D2-state" in minutes(found)
    better = worse.model_copy(update={"grade": "IV"})
    found = arising(incident, category="A1", grade="II", grading_by_person=better)
    assert "D2-state" in minutes(found)


def test_a_drill_brings_none(incident):
    assert arising(incident, category="A1", grade="I", drill=True) == []


def test_a_duty_arises_once_and_a_worse_grade_adds_what_is_new(incident):
    first = {duty.id: duty for duty in arising(incident, category="A1", grade="IV")}
    more = arising(incident, known=first, category="A1", grade="II")
    assert minutes(more) == {"D2-province": 300, "D2-state": 420}


def test_what_a_worse_grade_brings_is_not_late_before_that_was_learned(incident):
    known = {duty.id: duty for duty in arising(incident, category="A1", grade="IV")}
    for name in ("D1-county", "D2-city"):
        known[name] = rules.tell(known[name], NOON + timedelta(minutes=30), "sun", 4)
    learned = NOON + timedelta(hours=5)
    worse = incident(hazard_at=NOON, raised_at=NOON, category="A1", grade="II")
    found = rules.arising(ROWS, worse, known, learned)
    assert minutes(found) == {"D2-province": 300 + 120, "D2-state": 300 + 240}


def test_who_tells_late_that_he_told_early_makes_nothing_late_before_it_was_learned(incident):
    known = {duty.id: duty for duty in arising(incident, category="A1", grade="IV")}
    worse = incident(hazard_at=NOON, raised_at=NOON, category="A1", grade="III")
    learned = NOON + timedelta(hours=5)
    known |= {duty.id: duty for duty in rules.arising(ROWS, worse, known, learned)}
    told = rules.tell(known["D2-city"], NOON + timedelta(minutes=100), "sun", 4)
    assert rules.sooner(ROWS, told, known, NOON) == []


def test_the_next_level_counts_from_when_the_one_below_was_told(incident):
    known = {duty.id: duty for duty in arising(incident, category="A1", grade="III")}
    early = rules.tell(known["D1-county"], NOON + timedelta(minutes=10), "sun", 4)
    assert not early.late
    assert minutes(rules.sooner(ROWS, early, known, NOON)) == {"D2-city": 130, "D2-province": 250}
    late = rules.tell(known["D1-county"], NOON + timedelta(minutes=61), "sun", 4)
    assert late.late
    assert rules.sooner(ROWS, late, known, NOON) == []


def test_told_within_the_hour_is_in_time_and_a_moment_later_is_not(incident):
    [phone] = [duty for duty in arising(incident, category="A6") if duty.id == "D6-phone"]
    for late in (timedelta(0), timedelta(microseconds=1)):
        told = rules.tell(phone, phone.deadline + late, "li", 3)
        assert told.late == bool(late)
        assert rules.tell(told, phone.deadline + timedelta(days=1), "zhao", 9) == told


@pytest.mark.parametrize(
    ("name", "kind", "channel", "code"),
    [
        ("D6-phone", "first", "written", "wrong-channel"),
        ("D6-phone", "supplement", "phone", "not-reported-yet"),
        ("D3-supplement@000009", "first", "phone", "already-reported"),
        ("told", "first", "phone", "already-reported"),
    ],
)
def test_what_does_not_fit_a_duty(incident, name, kind, channel, code):
    [phone] = [duty for duty in arising(incident, category="A6") if duty.id == "D6-phone"]
    duty = phone.model_copy(update={"id": name})
    if name == "told":
        duty = rules.tell(phone, NOON, "li", 3)
    with pytest.raises(Refused) as refused:
        rules.must_fit(duty, kind, channel)
    assert refused.value.code == code


def test_the_last_day_for_a_supplement_counts_whole():
    """A fire of the morning of 1 November may be supplemented on the evening of the 8th."""
    from types import SimpleNamespace

    def on(text):
        return datetime.fromisoformat(f"{text}+08:00")

    fire = SimpleNamespace(category="A6.1", hazard_at=on("2026-11-01T10:00"))
    rules.must_be_within(store.deadlines(), fire, on("2026-11-08T23:59"))
    with pytest.raises(Refused, match="past-supplement"):
        rules.must_be_within(store.deadlines(), fire, on("2026-11-09T00:00"))


def test_a_row_may_count_from_when_it_happened(incident):
    one = incident(hazard_at=NOON - timedelta(hours=5), raised_at=NOON, category="A6")
    phone = next(row for row in ROWS if row.id == "D6-phone")
    other = phone.model_copy(update={"counts_from": "occurred"})
    assert minutes(rules.arising([phone], one, {}, NOON)) == {"D6-phone": 30}
    assert minutes(rules.arising([other], one, {}, NOON)) == {"D6-phone": 30 - 300}


def test_the_next_level_has_as_long_as_the_row_of_the_incidents_time_says(incident):
    known = {duty.id: duty for duty in arising(incident, category="A1", grade="III")}
    early = rules.tell(known["D1-county"], NOON + timedelta(minutes=10), "sun", 4)
    row = next(one for one in ROWS if one.id == "D2-city")
    later = NOON + timedelta(days=1)
    ended = row.model_copy(update={"effective_to": NOON.date()})
    new = row.model_copy(update={"effective_from": later.date(), "value": 60})
    rows = [*(one for one in ROWS if one != row), ended, new]
    for at, due in ((NOON, 130), (later, 70)):
        found = minutes(rules.sooner(rows, early, known, at))
        assert found == {"D2-city": due, "D2-province": due + 120}
