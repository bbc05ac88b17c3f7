"""The tables say everything of what they speak of, once, and speak of every route."""

import itertools
import re

import pytest
import yaml

from linli import policy
from operate.reference import features
from tests.policies import tables
from tests.policies.tables import MAY, MAY_NOT, NEVER, PURPOSES, RELATED, ROLES, Said

ROWS = yaml.safe_load((features.ROOT / "functions/accounts/rules/roles.yaml").read_text("utf-8"))


def decided():
    return {name: set(api.actions.values()) for name, api in features.apis().items()}


def test_what_every_route_does_is_in_a_table_and_nothing_else():
    assert {name: tables.read(name).actions for name in tables.names()} == decided()


@pytest.mark.parametrize("feature", tables.names())
def test_a_table_says_everything_once(feature):
    table = tables.read(feature)
    assert table.twice == []
    assert table.roles == list(ROLES)
    assert {mark for marks in table.marks.values() for mark in marks.values()} <= {
        MAY,
        MAY_NOT,
        NEVER,
    }
    for action in table.actions:
        for kind in table.kinds(action):
            parts = (tables.givens(kind, table.naming), tables.relations(kind), PURPOSES)
            whole = {Said(action, kind, *said) for said in itertools.product(*parts)}
            assert whole == {s for s in table.marks if (s.action, s.kind) == (action, kind)}


@pytest.mark.parametrize("feature", tables.names())
def test_a_route_asks_for_a_purpose_where_the_table_tells_purposes_apart(feature):
    table, told = tables.read(feature), set()
    for said, marks in table.marks.items():
        if marks != table.marks[said._replace(purpose="none")]:
            told.add(said.action)
    ways = features.apis()[feature].ways.values()
    assert told == {way.action for way in ways if way.kind == "action" and way.purpose}


@pytest.mark.parametrize("feature", tables.names())
def test_the_heads_are_the_names_that_people_know(feature):
    head = (tables.FOLDER / f"{feature}.csv").read_text("utf-8").partition("\n")[0].split(",")
    titles = {row["id"]: f"{row['zh']} {row['en']}" for row in ROWS}
    assert head[tables.FIRST_ROLE : -1] == [titles[role] for role in ROLES]


def test_every_attribute_that_a_policy_may_ask_for_makes_cases_here():
    noun = re.search(r"entity Noun.*?\{(.*?)\}", policy.NOUNS, re.DOTALL)
    assert noun
    asked = set(re.findall(r"(\w+)\??:", noun[1]))
    related = {name for names in RELATED.values() for name in names}
    assert asked == related | {"kind", "role"} == {*tables.WORDS.values(), "kind", "role"}


def test_who_may_give_a_role_is_what_the_rows_of_roles_say():
    marks = tables.read("accounts").marks
    for row in ROWS:
        said = Said("grant_membership", "Membership", row["id"], "another", "none")
        assert {role for role, mark in marks[said].items() if mark == MAY} == set(row["granted_by"])
