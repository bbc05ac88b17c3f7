"""Whom the deployer invites: a new person by intent, and never by a mistyped id."""

from functions.accounts.sign_in import people
from tests.conftest import CONTEXT


def test_who_must_be_known_is_not_created(visitor):
    asked = {"invite": "li-na", "known": True}
    assert visitor.handler(asked, CONTEXT) == {"error": "no-such-person"}
    assert not people.is_known("li-na")
    assert "code" in visitor.handler({"invite": "li-na", "name": "李娜"}, CONTEXT)
    assert "code" in visitor.handler(asked, CONTEXT)
