"""The routes of accounts on a table and a key in memory."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

HERE, THERE, GRID = "140105001001", "140105001002", "140105001001003"
SUBDISTRICT, COUNTY, CITY = "140105001000", "140105000000", "140100000000"


@pytest.fixture
def ask(call):
    """ask("POST", path, body, sub=…) -> (status, body); each request has a key of its own."""
    from functions.accounts import api

    def ask(method, path, body=None, **more):
        if method == "POST":
            more.setdefault("idempotency_key", uuid4().hex)
        return call(api.handler, method, f"/v1/accounts/{path}", body, **more)

    return ask


@pytest.fixture
def sent(monkeypatch):
    """What notify was asked to send."""
    from linli import ask

    messages = []
    monkeypatch.setattr(ask, "ask", lambda *_, **given: messages.append(given))
    return messages


@pytest.fixture
def enrol(ask, key, member):
    """enrol(name, …) -> the id of a person whom a community worker has written down."""

    def enrol(name="王秀英", by="clerk", place=HERE, **more):
        member(by, "community_worker", place)
        status, answer = ask("POST", "people", {"name": name, "place": place, **more}, sub=by)
        assert status == 201, answer
        return answer["id"]

    return enrol


@pytest.fixture
def act(row):
    """What is written of somebody, with what it gives and holds."""
    from functions.accounts.members import store as store_members

    return store_members.actor


def soon(**more):
    return (datetime.now(UTC) + timedelta(**more)).isoformat()
