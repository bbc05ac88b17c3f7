"""What may be told: types of variables, and that nothing of a person leaves by an open channel."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from linli import notices

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
PLACE = "140105001001"
ASKED = {"number": "20260601-0001", "priority": "P1", "subject": "MH-001", "measure": "tilt"}
FEATURES = sorted(p.parent.name for p in Path("functions").glob("*/texts.yaml"))


def ask(*, template="incidents.dispatched", person="li", cause="c", **variables):
    about = {"urgency": "P1", "about": "incident#1"}
    return notices.asked(template, person, PLACE, AT, cause, **about, **(variables or ASKED))


def template(variables, zh="文", en="Text", brief=("文", "Text"), **more):
    words = {"zh": zh, "en": en, "brief": {"zh": brief[0], "en": brief[1]}}
    return notices.Template(kind="info", variables=variables, **words, **more)


@pytest.mark.parametrize("feature", FEATURES)
def test_what_a_feature_tells_is_declared_and_says_nothing_of_a_person_in_public(feature):
    notices.section(feature)


def test_some_feature_tells_something():
    assert any(notices.section(feature) for feature in FEATURES)


def test_the_same_cause_asks_for_the_same_notice():
    one = ask()
    assert one == ask()
    assert (one.asked_by, one.variables) == ("incidents", ASKED)
    others = {ask(cause="d").notice_id, ask(person="wang").notice_id}
    others.add(ask(template="incidents.stuck").notice_id)
    assert len(others | {one.notice_id}) == 4


def test_parts_of_an_id_do_not_run_into_each_other():
    assert notices.derived("a", "bc") != notices.derived("ab", "c")


def test_a_template_that_nobody_wrote_is_an_error_at_once():
    with pytest.raises(KeyError):
        ask(template="incidents.nothing")


def test_a_code_is_no_notice_as_it_is_stored_nowhere():
    with pytest.raises(ValueError, match="a code is no notice"):
        ask(template="notify.code", code="123456", minutes=5)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"measure": None}, "measure: missing"),
        ({"flat": "3-1-402"}, "an unknown variable"),
        ({"number": ""}, "number: no code"),
        ({"number": "通知"}, "number: no code"),
        ({"number": "a\nb"}, "number: no code"),
        ({"subject": "call 17000000001"}, "subject: no code"),  # a telephone
        ({"subject": "+8617000000001"}, "subject: no code"),
        ({"subject": "11010119900101123X"}, "subject: no code"),  # 身份证号 of nobody
    ],
)
def test_variables_that_do_not_fit_are_an_error_that_says_nothing_of_them(change, says):
    given = {k: v for k, v in (ASKED | change).items() if v is not None}
    with pytest.raises(ValueError, match=r"^incidents\.dispatched: ") as error:
        ask(**given)
    assert says in str(error.value)
    for value in change.values():
        assert not value or value not in str(error.value)


def test_a_person_may_be_a_variable_beside_the_person_told(monkeypatch):
    one = template({"person": "person"}, zh="{person}来了", en="{person} is here")
    monkeypatch.setattr(notices, "section", lambda feature: {"here": one})
    event = notices.asked(
        "visits.here", "li", PLACE, AT, "c", urgency="P4", about="visit#1", person="王某"
    )
    assert (event.person, event.variables) == ("li", {"person": "王某"})


def test_a_time_travels_with_its_zone(monkeypatch):
    one = template({"at": "time"}, zh="{at}", en="{at}")
    monkeypatch.setattr(notices, "section", lambda feature: {"due": one})
    about = {"urgency": "P4", "about": "visit#1"}
    event = notices.asked("visits.due", "li", PLACE, AT, "c", **about, at=AT)
    assert event.variables == {"at": "2026-06-01T12:00:00+00:00"}
    with pytest.raises(ValueError, match="at: no time"):
        notices.asked("visits.due", "li", PLACE, AT, "c", **about, at=AT.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("code", ["MH-001", "close GV-001, open EL-002"], ["", "-1", "http://x.example", "李"]),
        ("number", ["17", "-3.5"], ["", "1e9", "3,5", "nan"]),
        ("count", ["0", "12"], ["-1", "1.5", ""]),
        ("time", ["2026-06-01T12:00:00+08:00"], ["2026-06-01", "noon", "2026-06-01T12:00:00"]),
        (
            "word",
            ["燃气", "tilt_degrees", "PM2.5 (μg)", "a17000000001b"],
            [
                "",
                "a/b",
                "见\nb",
                "x" * 41,
                "电话17000000001找我",
                "170 0000 0001",
                "8617000000001",
                "１７０００００００１１",
                "170．0000．0001",
            ],
        ),
        ("person", ["王某"], ["", "a\x00b", "x" * 201]),
        ("free", ["3号楼, 一单元/402"], ["a\nb"]),
    ],
)
def test_types(kind, good, bad):
    one = template({"it": kind}, zh="{it}", en="{it}")
    assert not [value for value in good if notices.wrong(one, {"it": value})]
    assert not [value for value in bad if not notices.wrong(one, {"it": value})]


@pytest.mark.parametrize("kind", sorted(notices.PERSONAL))
@pytest.mark.parametrize("where", ["brief", "voice"])
def test_nothing_personal_in_what_others_see_or_hear(kind, where):
    told = {"zh": "{it}", "en": "{it}"}
    template({"it": kind}, **told)
    words = ("{it}", "{it}")
    open_to_all = {"brief": words} if where == "brief" else {"voice": dict(zip(told, words))}  # noqa: B905
    with pytest.raises(ValidationError, match="no place for"):
        template({"it": kind}, **told, **open_to_all)


def test_what_is_used_is_declared_and_what_is_declared_is_used():
    for variables, zh in (({}, "{it}"), ({"it": "code"}, "文")):
        with pytest.raises(ValidationError, match="declared, but not used"):
            template(variables, zh=zh)


@pytest.mark.parametrize("text", ["{it!r}", "{it:>9}", "{it.length}", "{it[0]}", "{}", "{0}"])
def test_a_variable_is_its_name_and_nothing_else(text):
    with pytest.raises(ValidationError):
        template({"it": "code"}, zh=text, en="{it}")


def test_a_language_that_is_missing_is_an_error():
    with pytest.raises(ValidationError, match="en"):
        notices.Template(kind="info", zh="文", brief={"zh": "文"})
