"""What routes take and answer, and how much of it: OWASP API Security Top 10 (2023), 3 and 4."""

import copy
import json
import re
import time

from tests.routes import routes
from tests.trust import document
from tests.trust.town import KNOWN, READY, able, body

SERVERS = {"id", "version", "by", "person", "community", "role", "memberships", "stage", "since"}
SECRET = {"token", "digest", "keeper", "public_key", "sealed", "request", "generation", "due"}
OPEN = {"POST /v1/notify/callbacks/{gateway}"}  # a later gateway may say more: it is not looked at
TAKING = [route for route in routes() if document.sent(route)]
LISTS = [route for route in routes() if "items" in document.named(document.answered(route))]
# Shown by time, from rows that are no nouns; tests/layers/packs tries its pages
BY_TIME = {
    "GET /v1/facilities/assets/{asset_id}/readings",
    "GET /v1/devices/{device_id}/readings",
    "GET /v1/devices/{home_device_id}/personal-readings",
    "GET /v1/devices/me/{home_device_id}/readings",
}
LONGEST, MOST = 2_000, 100


def test_every_route_that_takes_a_body_is_sent_one_here():
    assert [str(route) for route in TAKING if route.body is None] == []
    assert [str(route) for route in routes() if route.body and route not in TAKING] == []


def objects(value, schema, at=()):
    """Where in a body there are objects with fields of ours."""
    schema = document.resolved(schema)
    if isinstance(value, dict) and "properties" in schema:
        yield at, schema
        for key, inner in value.items():
            yield from objects(inner, schema["properties"][key], (*at, key))
    if isinstance(value, list) and "items" in schema:
        for number, inner in enumerate(value):
            yield from objects(inner, schema["items"], (*at, number))


def with_one_more(said, at, name):
    spoilt = place = copy.deepcopy(said)
    for part in at:
        place = place[part]
    place[name] = "x"
    return spoilt


def test_owasp_3_nobody_writes_what_is_the_servers_to_say(town):
    """Every field that an answer has and its request has not, in each object of the request."""
    before, wrong = town.rows(), []
    for route in TAKING:
        ids = KNOWN | READY.get(str(route), {})
        said = body(route, ids)
        theirs = SERVERS | document.named(document.answered(route))
        for at, schema in objects(said, document.sent(route)):
            for name in theirs - schema["properties"].keys() - {"items", "next"}:
                answer = town.ask(route, able(route), ids, body=with_one_more(said, at, name))
                if str(route) not in OPEN and not refused(answer):
                    wrong.append((str(route), at, name, answer.status))
    assert wrong == []
    assert town.rows() == before


def refused(answer):
    return answer.status == 422 and "extra_forbidden" in answer.text


def test_owasp_3_an_answer_holds_what_its_schema_names_and_nothing_else(town):
    wrong = {}
    for route in routes():
        answer = town.good(route)
        assert answer.status in (200, 201), (route, answer)
        if amiss := document.amiss(document.answered(route), answer.body):
            wrong[str(route)] = amiss
        town.reset()
    assert wrong == {}


def test_owasp_3_no_answer_has_a_place_for_what_only_functions_may_know():
    """What proves a person or drives a machine; a code of a recovery is shown once, to a clerk."""
    told = {
        (str(route), name)
        for route in routes()
        for name in fields(document.answered(route)) & SECRET
    }
    assert told == set()


def fields(schema):
    """Of an answer, and of all that it holds."""
    schema, found = document.resolved(schema), set()
    for name, inner in schema.get("properties", {}).items():
        found |= {name} | fields(inner)
    parts = [schema.get("items"), schema.get("additionalProperties"), *schema.get("anyOf", ())]
    return found.union(*(fields(part) for part in parts if isinstance(part, dict)))


def test_owasp_4_whatever_is_sent_has_a_length_that_is_written_down():
    unbounded = []
    for route in routes():
        for one in document.operation(route)["parameters"]:
            unbounded += [(str(route), one["name"])] * endless(one["schema"])
        unbounded += [(str(route), at) for at in endless_in(document.sent(route) or {})]
    assert unbounded == []


def endless_in(schema, at=""):
    """Texts, lists and maps that could be of any size."""
    schema = document.resolved(schema)
    if endless(schema):
        yield at
    for name, inner in schema.get("properties", {}).items():
        yield from endless_in(inner, f"{at}/{name}")
    for inner in (schema.get("items"), schema.get("additionalProperties")):
        if isinstance(inner, dict):
            yield from endless_in(inner, f"{at}/*")


def endless(schema):
    schema = document.resolved(schema)
    if schema.get("type") == "string":
        free = not schema.keys() & {"maxLength", "enum", "const", "format"}
        return free and widest(schema.get("pattern", ".*")) > LONGEST
    if schema.get("type") == "array":
        return "maxItems" not in schema
    if schema.get("type") == "object":
        return "properties" not in schema and not schema.keys() & {"maxProperties", "propertyNames"}
    return False


def widest(pattern):
    return re._parser.parse(pattern).getwidth()[1]


MANY = "many of them"
TORN = ["[" * 100_000, '{"a":' * 50_000, "1" * 100_000, json.dumps({"x": ["y"] * 200_000})]


def test_owasp_4_what_is_too_deep_or_too_large_is_refused_at_once(town):
    """What is torn is refused before a route reads it: it is tried at one of each feature."""
    before, at_doors = town.rows(), {route.feature: route for route in TAKING}.values()
    for route in TAKING:
        said = body(route, KNOWN)
        large = [json.dumps({**said, name: "z" * 1_000_000}) for name in said]
        many = f"[{','.join([json.dumps(said)] * 10_000)}]"
        large += [json.dumps({**said, name: MANY}).replace(f'"{MANY}"', many) for name in said]
        for raw in (*(TORN if route in at_doors else ()), *large):
            begun = time.process_time()
            answer = town.ask(route, able(route), raw=raw)
            assert answer.status == 422, (route, raw[:80], answer)
            assert time.process_time() - begun < 1, (route, raw[:80])
            assert len(answer.text) < 5_000
    assert town.rows() == before


def test_owasp_4_no_list_is_answered_whole_where_it_is_long(town, monkeypatch):
    """Each has more than a page holds of what it begins with."""
    wrong, paged = {}, [r for r in LISTS if r.method == "GET" and str(r) not in BY_TIME]
    for route in paged:
        sub = "anna" if route.way.kind == "own" else able(route)
        with monkeypatch.context() as patch:
            asked = looked_up(patch)
            town.ask(route, sub)
        more = sum(multiplied(*one) for one in asked)
        answer = town.ask(route, sub)
        page, rest = len(answer.body["items"]), answer.body.get("next", "")
        if page > MOST or ("next" in answer.body and not (more and rest)):
            wrong[str(route)] = page, rest, more
        town.reset()
    assert wrong == {}


def looked_up(patch):
    """The lists and the partitions that a request looks at."""
    from linli.table import Row

    asked, listing, partition = [], Row.by_list.query, Row.query

    def heard(query, index):
        def ask(key, *where, **how):
            asked.append((index, key, where))
            return query(key, *where, **how)

        return ask

    patch.setattr(Row.by_list, "query", heard(listing, Row.by_list))
    patch.setattr(Row, "query", heard(partition, None))
    return asked


def multiplied(index, key, where):
    """Whether there are now a hundred more like the first of a list, or of a partition."""
    from linli.table import Row

    first = next(iter((index or Row).query(key, *where, limit=1)), None)
    if first is None:
        return False
    row = Row.get(first.pk, first.sk)
    with Row.batch_write() as batch:
        for number in range(MOST + 1):
            kept = row.attribute_values | {"sk": f"{row.sk}~{number:03}"}
            if index:
                kept |= {"pk": f"{row.pk}~{number}", "listed": f"{row.listed}~{number:03}"}
            batch.save(Row(**kept))
    return True
