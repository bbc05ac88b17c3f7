"""Every role against every action, written by hand: no more is allowed, and no less."""

from typing import get_args

import pytest

PLACE, ELSEWHERE = "140105001001", "140105001002"
STAFF = {"grid_worker", "community_worker", "property_manager", "official", "city_operator"}
CLOSERS = {"community_worker", "official", "city_operator"}
MAY = {
    "show_incident": STAFF,
    "list_incidents": STAFF,
    "show_feed": STAFF,
    "acknowledge_incident": STAFF,
    "verify_incident": {"grid_worker", "community_worker"},
    "close_incident": CLOSERS,
    "reopen_incident": CLOSERS,
    "show_roster": CLOSERS,
    "show_chain": CLOSERS,
    "show_grid": CLOSERS,
    "edit_roster": {"official", "city_operator"},
    "edit_chain": {"official", "city_operator"},
    "edit_grid": {"official", "city_operator"},
}
MAY_AS_ASSIGNEE = dict.fromkeys(("offer_evidence", "confirm_evidence", "handle_incident"), STAFF)


@pytest.fixture
def allows(row):
    from functions.incidents.api import api
    from linli import policy

    def ask(role, action, *, assignee="other", place=PLACE, of=PLACE):
        actor = policy.actor("me", role, of)
        thing = policy.noun("Incident", "i", place, {"assignee": assignee})
        return bool(api._policy.allows(actor, action, thing, 0))

    ask.actions = {action for action in api.actions.values() if action}
    return ask


def test_each_role_may_what_is_written_here_and_only_in_its_place(allows):
    from linli.roles import Role

    assert allows.actions == MAY.keys() | MAY_AS_ASSIGNEE.keys()
    for role in get_args(Role):
        for action in sorted(allows.actions):
            expected = role in MAY.get(action, ())
            assert allows(role, action) == expected, (role, action)
            assert allows(role, action, of="140100000000") == expected, (role, action)
            mine = role in (MAY | MAY_AS_ASSIGNEE)[action]
            assert allows(role, action, assignee="me") == mine, (role, action)
            assert not allows(role, action, assignee="me", place=ELSEWHERE), (role, action)
