"""How routes answer when all is well and when nothing is, and whom the city calls itself: OWASP API
Security Top 10 (2023), numbers 8 and 7.
"""

import ast
import json
from pathlib import Path

import pytest

from linli.errors import PROBLEM
from tests.routes import routes
from tests.trust import document
from tests.trust.town import ABSENT, able

ROOT = Path(__file__).parents[2]
NEVER = {"access-control-allow-origin", "server", "x-powered-by", "set-cookie"}
WITHIN = "http://169.254.169.254/latest/meta-data"
OPENS = {"socket", "http.client", "urllib.request", "httpx", "requests", "ssl", "ftplib", "smtplib"}
ONLY = {"functions/notify/gateways/client.py"}  # whose hosts are the city's file's


def is_safe(answer, kind="application/json"):
    """That it is kept by nobody, and taken for nothing else than what it says it is."""
    kind = PROBLEM if answer.status >= 400 else kind
    headers = {name.lower(): value for name, value in answer.headers.items()}
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-type"] == kind
    assert not NEVER & headers.keys()
    return True


def test_owasp_8_no_answer_is_kept_guessed_at_or_read_by_another_site(town):
    for route in routes():
        assert is_safe(town.good(route, origin="https://evil.example"), document.kind(route))
        assert is_safe(town.ask(route, able(route), ABSENT, raw="{"))
        town.reset()
    for path in ("/v1/incidents/no/such/route", "/v1/accounts", "/v0/notify/notices"):
        feature = path.split("/")[2]
        nowhere = town.send(feature, "GET", path, "mighty")
        assert nowhere.status == 404
        assert is_safe(nowhere)


@pytest.mark.parametrize("method", ["DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "QUERY"])
def test_owasp_8_what_no_route_is_for_is_answered_as_absence(town, method):
    for route in routes():
        path = route.path.format_map(ABSENT)
        answer = town.send(route.feature, method, path, "mighty", body={})
        assert (answer.status, answer.body["code"]) == (404, "not-found"), route


def test_owasp_8_whatever_fails_within_no_answer_tells_of_it(town, monkeypatch):
    """The table is gone; what is said of it names tables, rows and files."""
    from linli.table import Row

    def broken(*_, **__):
        raise RuntimeError("at secret place")

    for name in ("get", "query", "update", "batch_get"):
        monkeypatch.setattr(Row, name, broken)
    monkeypatch.setattr(Row.by_list, "query", broken)
    failed = 0
    for route in routes():
        answer = town.good(route)
        if answer.status < 500:
            continue
        failed += 1
        assert answer.body == {"status": 500, "code": "failed"}, route
        assert is_safe(answer)
    assert failed > len(routes()) * 3 // 4


def test_owasp_7_nothing_but_the_gateways_module_can_call_anybody():
    files = [*(ROOT / "functions").rglob("*.py"), *(ROOT / "layers/linli").rglob("*.py")]
    opening = {str(file.relative_to(ROOT)) for file in files if imported(file) & OPENS}
    assert opening == ONLY


def imported(file):
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, node.module.partition(".")[0]}
    return found


def test_owasp_7_an_address_in_a_request_is_called_by_nobody(town, monkeypatch):
    import socket
    from threading import get_ident

    called, me = [], get_ident()  # what other tests left running is none of ours

    def call(*to, **_):
        if get_ident() == me:
            called.append(to)

    monkeypatch.setattr(socket.socket, "connect", call)
    monkeypatch.setattr(socket, "getaddrinfo", call)
    for route in routes():
        assert town.good(route).status < 300, route
        for said in addressed(route.body):
            town.good(route, raw=json.dumps(said))
        town.reset()
    assert called == []


def addressed(body):
    """The body, with an address within in place of each text in turn."""
    for key, value in (body or {}).items():
        if isinstance(value, str):
            yield {**body, key: WITHIN}
        if isinstance(value, list) and value and isinstance(value[0], str):
            yield {**body, key: [WITHIN.replace("http:", "https:")]}
