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
FORMS = (PHONE, CODE, NAME, json.dumps(NAME)[1:-1])
BESIDE = ("accept-language", "content-type", "user-agent", "linli-for", "linli-purpose", "x-any")


def planted(said):
    """The body with a canary in place of each of its values, beside them, and as a name."""
    yield NAME
    for at in places(said):
        spoilt = holder = copy.deepcopy(said)
        for part in at[:-1]:
            holder = holder[part]
        holder[at[-1]] = PHONE if at[-1] == "phone" else NAME
        yield spoilt
    if isinstance(said, dict):
        yield {**said, "note": NAME, "phone": PHONE, "code": CODE}
        yield {**said, NAME: PHONE}


def places(said, at=()):
    parts = said.items() if isinstance(said, dict) else ()
    for key, inner in enumerate(said) if isinstance(said, list) else parts:
        yield (*at, key)
        yield from places(inner, (*at, key))


def requests(route):
    """All that a request of the route can say, with a canary in one place of it: in an address and
    in a header a code, which is taken for an id.
    """
    ids = KNOWN | READY.get(str(route), {})
    for one in document.operation(route)["parameters"]:
        name = one["name"]
        if name == "if-match":
            continue  # a number, which the answer says again as `yours`
        if one["in"] == "path":
            yield {"ids": ids | {name: CODE}}
        elif one["in"] == "query":
            yield {"ids": ids, "query": {"community": KNOWN["community"], name: CODE}}
        else:
            yield {"ids": ids, name.replace("-", "_"): CODE}
    for name in BESIDE if "{" not in route.path else ():  # which all routes look at alike
        yield {"ids": ids, name.replace("-", "_"): PHONE}
    if route.method != "GET":
        yield {"ids": ids, "raw": PHONE}
        yield {"ids": ids, "raw": json.dumps(NAME)[:-1]}
    for said in planted(body(route, ids)) if route.body else ():
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


def test_nothing_that_is_sent_is_logged_or_repeated_in_a_refusal(town, since):
    sent = 0
    for route in routes():
        for request in requests(route):
            answer, log = town.ask(route, able(route), **request), since()
            assert '"answered"' in log
            assert lines(log) == [], (route, request)
            assert answer.status < 400 or lines(answer.text) == [], (route, request)
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
        for said in planted(body(route, KNOWN)) if route.body else (None,):
            answer, log = town.ask(route, able(route), body=said), since()
            failed += answer.status == 500 and "ResourceNotFoundException" in log
            assert lines(log + answer.text) == [], (route, said)
    assert failed > len(routes()) // 2


def lines(text):
    """Those in which a canary stands, as it is or as JSON escapes it."""
    return [line for line in text.splitlines() if any(form in line for form in FORMS)]
