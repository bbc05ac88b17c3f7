"""The words of a notice: all of them for its person, and no more than it may see for a channel."""

import json

import pytest
from pydantic import ValidationError

from functions.notify import templates, wording
from linli.errors import Invalid
from linli.notices import Template

GUEST = Template.model_validate(
    {
        "kind": "info",
        "variables": {"person": "person", "flat": "flat", "number": "code", "at": "time"},
        "zh": "{person} 将于 {at} 到 {flat} 上门(单号 {number})",
        "en": "{person} comes to {flat} on {at} (order {number})",
        "brief": {"zh": "上门服务(单号 {number}):{at}", "en": "A visit (order {number}): {at}"},
        "voice": {"zh": "您有一次上门服务", "en": "Somebody will visit you"},
    }
)
GIVEN = {
    "person": "王某",
    "flat": "3-1-402",
    "number": "N-7",
    "at": "2026-06-01T23:30:00+00:00",
}
PERSONAL = ("王某", "3-1-402")
OUTGOING = ("sms", "voice", "robot", "email")


def test_its_person_reads_all_of_it_by_the_clock_on_the_wall():
    zh, en = wording.full(GUEST, GIVEN)
    assert zh == "王某 将于 6月2日 07:30 到 3-1-402 上门(单号 N-7)"
    assert en == "王某 comes to 3-1-402 on 2 Jun, 07:30 (order N-7)"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("channel", OUTGOING)
def test_a_channel_gets_nothing_of_a_person_in_text_or_variables(channel, language):
    message = wording.outgoing("visits.guest", GUEST, GIVEN, channel, language)
    sent = message.model_dump_json()
    assert not [word for word in PERSONAL if word in sent]
    assert not {"person", "flat"} & set(message.variables)


def test_an_sms_says_what_it_costs_and_its_variables_are_in_words():
    message = wording.outgoing("visits.guest", GUEST, GIVEN, "sms", "zh")
    assert message.text == "上门服务(单号 N-7):6月2日 07:30"
    assert message.variables == {"number": "N-7", "at": "6月2日 07:30"}
    assert (message.segments, message.template, message.language) == (1, "visits.guest", "zh")


def test_what_is_spoken_has_words_of_its_own_or_else_the_brief_ones():
    spoken = wording.outgoing("visits.guest", GUEST, GIVEN, "voice", "en")
    assert (spoken.text, spoken.variables, spoken.segments) == (
        "Somebody will visit you",
        {},
        None,
    )
    mute = GUEST.model_copy(update={"voice": None})
    brief = wording.outgoing("visits.guest", mute, GIVEN, "voice", "en")
    assert brief.text == "A visit (order N-7): 2 Jun, 07:30"


def test_a_locked_screen_shows_the_brief_words():
    assert wording.brief(GUEST, GIVEN, "zh") == "上门服务(单号 N-7):6月2日 07:30"


def test_braces_in_a_variable_are_no_variables():
    zh, _ = wording.full(GUEST, GIVEN | {"person": "{flat.__class__}"})
    assert zh.startswith("{flat.__class__} 将于")


def test_all_templates_of_all_features_are_known_by_their_full_keys():
    assert {"incidents.dispatched", "notify.digest", "notify.code"} <= set(templates.known())


def test_what_was_staged_is_what_runs(tmp_path, monkeypatch):
    section = {"visits": {"guest": json.loads(GUEST.model_dump_json())}}
    (tmp_path / templates.FILE).write_text(json.dumps(section))
    monkeypatch.setattr(templates, "files", lambda package: tmp_path)
    templates.known.cache_clear()
    try:
        assert set(templates.known()) == {"visits.guest", "visits.guest-drill"}
        assert templates.known()["visits.guest"] == GUEST
        section["visits"]["guest"]["brief"]["zh"] = "{flat}"
        (tmp_path / templates.FILE).write_text(json.dumps(section))
        templates.known.cache_clear()
        with pytest.raises(ValidationError, match="no place for"):
            templates.known()
    finally:
        templates.known.cache_clear()


def test_what_does_not_fit_is_an_error_that_names_what_is_missing():
    given = {"number": "N-1", "priority": "P1", "subject": "MH-001"}
    with pytest.raises(Invalid) as error:
        templates.fitting("incidents.dispatched", given)
    assert "measure: missing" in error.value.code
    assert templates.fitting("incidents.dispatched", given | {"measure": "tilt"}).kind == "action"


@pytest.mark.parametrize(
    ("key", "given", "zh", "en"),
    [
        (
            "dispatched",
            {"subject": "MH-1", "measure": "tilt_degrees"},
            "MH-1 的 倾角 异常",
            "tilt of MH-1 is",
        ),
        (
            "dispatched",
            {"subject": "FP-1", "measure": "fire#1-2"},
            "的 火警 1-2 异",
            "alarm 1-2 of",
        ),
        ("dispatched", {"subject": "X-1", "measure": "a_new_one"}, "的 a_new_one", "a_new_one of"),
        ("dispatched-reported", {"category": "S2"}, "“群体性事件”", "(Crowd)"),
        (
            "by-hand",
            {"command": "close GV-1, call_119 FD-2"},
            "关闭 GV-1, 拨打119 FD-2",
            "close GV",
        ),
    ],
)
def test_codes_are_said_as_people_call_them(key, given, zh, en):
    template = templates.known()[f"incidents.{key}"]
    told = wording.full(template, {"number": "1", "priority": "P1", **given})
    assert zh in told[0]
    assert en in told[1]
