"""The city's key, and somebody who asks with a purpose."""

import pytest

from tests.functions.incidents import working

PLACE = "140105001001"
ANNA = {"name": "王桂兰", "phone": "+8617000000042", "need": "吸氧,不能走楼梯", "why": "疏散"}


@pytest.fixture(autouse=True)
def sealing(key):
    """What is taken is sealed by it."""


@pytest.fixture
def one(duty, hear, machine, person):
    """li handles it; wang and sun do not."""
    for name in ("li", "wang", "zhao", "guan", "sun", "ops", "gao", "far"):
        person(name)
    one = working.found(hear, machine)
    working.take(person, one)
    return one


@pytest.fixture
def ask(call):
    from functions.incidents import api

    def asked(sub, method, path, body=None, purpose="incident", key="key-0000001", **query):
        said = {"Idempotency_Key": key} | ({"Linli_Purpose": purpose} if purpose else {})
        path = f"/v1/incidents/{path}"
        return call(api.handler, method, path, body, sub=sub, query=query, **said)

    return asked


@pytest.fixture
def closed(person, photo, hear):
    """closed(one): from acknowledged to its end."""

    def close(one, **cleared):
        hear("HazardCleared", **cleared)
        working.handle(person, photo, one)
        working.verify(person, one)
        working.close(person, one)

    return close
