"""What people send is in no log and in no refusal: values that stand nowhere else are planted into
every field of every route, one after the other, and looked for.
"""

import copy
import json

import pytest

from tests.routes import routes
from tests.trust import document
from tests.trust.town import KNOWN, READY, able, body

PHONE, CODE, NAME = "+8617000004242", "739154", "欧阳探春"
CANARIES = (PHONE, CODE, NAME)
BESIDE = ("accept-language", "content-type", "user-agent", "linli-for", "linli-purpose", "x-any")


def planted(said, canary):
    """The body with the canary in place of each of its values, beside them, and as a name."""
    yield canary
    for at in places(said):
        spoilt = holder = copy.deepcopy(said)
        for part in at[:-1]:
            holder = holder[part]
        holder[at[-1]] = canary
        yield spoilt
    if isinstance(said, dict):
        yield {**said, "note": canary, "phone": canary, "name": canary}
        yield {**said, canary: canary}


def places(said, at=()):
    parts = said.items() if isinstance(said, dict) else ()
    for key, inner in enumerate(said) if isinstance(said, list) else parts:
        yield (*at, key)
        yield from places(inner, (*at, key))


def requests(route, canary):
    """All that a request of the route can say, with the canary in one place of it."""
    ids = KNOWN | READY.get(str(route), {})
    for one in document.operation(route)["parameters"]:
        name = one["name"]
        if name == "if-match":
            continue  # a number, which the answer says again as `yours`
        if one["in"] == "path":
            yield {"ids": ids | {name: canary}}
        elif one["in"] == "query":
            yield {"ids": ids, "query": {"community": KNOWN["community"], name: canary}}
        else:
            yield {"ids": ids, name.replace("-", "_"): canary}
    for name in BESIDE if "{" not in route.path else ():  # which all routes look at alike
        yield {"ids": ids, name.replace("-", "_"): canary}
    if route.method != "GET":
        yield {"ids": ids, "raw": canary}
        yield {"ids": ids, "raw": json.dumps(canary)[:-1]}
    for said in planted(body(route, ids), canary) if route.body else ():
        yield {"ids": ids, "body": said}


@pytest.fixture
def since(written):
    """since() -> what was logged since it was asked last."""
    seen = 0

    def ask():
        nonlocal seen
        text = written()[seen:]
        seen += len(text)
        return text

    return ask


@pytest.mark.parametrize("canary", CANARIES)
def test_nothing_that_is_sent_is_logged_or_repeated_in_a_refusal(town, since, canary):
    sent = 0
    for route in routes():
        for request in requests(route, canary):
            answer, log = town.ask(route, able(route), **request), since()
            assert '"answered"' in log
            assert lines(canary, log) == [], (route, request)
            assert answer.status < 400 or lines(canary, answer.text) == [], (route, request)
            sent += 1
            if answer.status < 300:  # else the next would be answered what there is now
                town.reset()
    assert sent > 4 * len(routes())


def test_neither_is_it_where_the_table_fails(town, since, monkeypatch):
    """As what a library says of its failure goes into the log."""
    from linli.table import Row

    monkeypatch.setattr(Row.Meta, "table_name", "linli-gone")
    monkeypatch.setattr(Row, "_connection", None)
    failed = 0
    for route in routes():
        for said in planted(body(route, KNOWN), NAME) if route.body else (None,):
            answer, log = town.ask(route, able(route), body=said), since()
            failed += answer.status == 500 and "ResourceNotFoundException" in log
            assert lines(NAME, log + answer.text) == [], (route, said)
    assert failed > len(routes()) // 2


def lines(canary, text):
    """Those in which it stands, as it is or as JSON escapes it."""
    forms = (canary, json.dumps(canary)[1:-1])
    return [line for line in text.splitlines() if any(form in line for form in forms)]
