"""The generated page shows what the tables say, and all of it."""

import pytest

from operate.reference import decided, features, roles
from tests.policies import tables
from tests.policies.tables import MAY, WORDS, Said


@pytest.mark.parametrize("feature", tables.names())
def test_what_the_page_is_made_of_is_what_the_table_says(feature):
    api, table = features.apis()[feature], tables.read(feature)
    shown = {
        (said(action, case, table, purpose), role)
        for action in api.actions.values()
        for case, answer in decided.answers(api, action).items()
        for role, purposes in answer.items()
        for purpose in purposes
    }
    written = {
        (folded(one, shown), role)
        for one, marks in table.marks.items()
        for role, mark in marks.items()
        if mark == MAY and tables.NOT_SAID not in one
    }
    assert shown == written


def said(action, case, table, purpose):
    """In the words of the tables; a case that asks nobody's relation stands for all."""
    words = {attribute: word for word, attribute in WORDS.items()}
    own = words.get(case.relation, "another")
    relation = own if tables.relations(case.kind) != ["none"] else "none"
    return Said(action, case.kind, case.given, relation, purpose or "none")


def folded(one, shown):
    """The page leaves out what makes no difference: any role, any relation."""
    known = {said for said, _ in shown}
    less = (one, one._replace(given=""), one._replace(relation="another"))
    wide = one._replace(given="", relation="another")
    return next((said for said in (*less, wide) if said in known), one)


def test_the_page_names_roles_and_purposes_and_what_never_may_be():
    page = roles.table()
    assert "社区工作者 community worker" in page
    assert "`visit` 入户走访" in page
    assert "- nobody decides in his own matter" in page


def test_a_route_is_shown_in_as_many_lines_as_it_has_answers():
    lines = [line for line in roles.routes("accounts").splitlines() if "/cards`" in line]
    assert [line.count("service, recovery") for line in lines] == [2, 1]
    assert "志愿者 volunteer: 他人 another" in lines[0]
