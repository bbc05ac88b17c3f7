"""The rows of linked actions are sound, and nothing that is forbidden hangs on a missing word."""

from collections import Counter
from typing import get_args

import pytest
from pydantic import ValidationError

from functions.facilities.linkage.model import Ban, Link, Sign, Trigger
from functions.facilities.model import TAKES, Command
from linli.rows import read, rows
from linli.texts import say

LINKS = rows("facilities", "links", Link)
BANS = rows("facilities", "forbidden", Ban)
TRIGGERS = rows("facilities", "triggers", Trigger)
BY_PEOPLE = {"draft_119", "call_119", "call_110", "call_volunteers", "dispatch"}


def test_each_row_has_an_id_of_its_own_and_a_source():
    for table in (LINKS, BANS, TRIGGERS):
        assert max(Counter(row.id for row in table).values()) == 1
        assert all(row.article and row.mark for row in table)


def test_rows_name_triggers_and_limits_that_there_are_and_what_their_kind_takes():
    assert {link.trigger for link in LINKS} - {None} == {trigger.id for trigger in TRIGGERS}
    signs = [sign for trigger in TRIGGERS for signs in trigger.any_of for sign in signs]
    signs += [sign for ban in BANS for sign in ban.during]
    limits = {
        row["id"]
        for name in ("limits", "states", "categories")
        for row in read("facilities", f"rules/{name}")
    }
    limits |= {row["id"] for row in read("environment", "rules/sightings")}
    assert {limit for sign in signs for limit in sign.limits} <= limits
    for link in LINKS:
        taken = TAKES.get(link.kind or "", tuple(BY_PEOPLE))
        assert {link.command, link.undo or link.command} <= set(taken), link.id


def test_people_are_asked_by_rows_without_a_kind_and_never_in_a_drill():
    for link in LINKS:
        assert (link.kind is None) == (link.command in BY_PEOPLE)
        assert not (link.kind is None and link.in_drill)
    row = LINKS[0].model_dump() | {"kind": None, "undo": None, "undo_by": [], "in_drill": True}
    with pytest.raises(ValidationError, match="in earnest"):
        Link.model_validate(row)


def test_what_cuts_off_or_drives_out_waits_for_a_person_and_the_rest_does_not():
    waits = {(one.trigger, one.command) for one in LINKS if one.mode == "after-confirmation"}
    assert waits >= {
        ("FIRE", "stop"),
        ("FIRE", "close"),
        ("FIRE", "evacuate"),
        ("GAS", "unlock"),
        ("THROWN", "call_110"),
    }
    at_once = {(one.trigger, one.kind, one.command) for one in LINKS if one.mode == "at-once"}
    assert at_once >= {
        ("FIRE", "siren", "sound"),
        ("FIRE", "broadcast", "broadcast"),
        ("FIRE", "fire_door", "close"),
        ("FIRE", "elevator", "recall"),
        ("FIRE", "exit_door", "unlock"),
        ("FIRE", None, "draft_119"),
        ("FIRE", None, "call_volunteers"),
        ("GAS", "gas_valve", "close"),
        ("GAS", "siren", "sound"),
        ("GAS", "fan", "start"),
        ("ENTRAPMENT", "elevator", "voice"),
        ("ENTRAPMENT", "elevator", "hold"),
        ("ENTRAPMENT", None, "dispatch"),
    }
    assert not [link for link in LINKS if link.kind == "elevator" and link.command == "move"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_people_have_words_for_each_ban_and_each_command(language):
    keys = [ban.id for ban in BANS] + [f"command-{command}" for command in get_args(Command)]
    for key in keys:
        assert say("facilities", key, language) != key


def test_a_sign_of_a_category_is_of_all_beneath_it():
    hazard = type("H", (), {"category": "A6.1", "kind": "x", "measure": "y", "limit_id": "z"})
    assert Sign(categories=("A6",)).means(hazard)
    assert Sign(categories=("A6.1",)).means(hazard)
    assert not Sign(categories=("A6.2",)).means(hazard)
