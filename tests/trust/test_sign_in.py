"""The sign-in beside the API: what it answers and writes down, whatever is sent to it."""

import re
from pathlib import Path

import pytest

from tests.functions.accounts.conftest import sent  # noqa: F401 - fixture
from tests.functions.accounts.sign_in.conftest import (  # noqa: F401 - fixtures
    city,
    visitor,
)
from tests.functions.accounts.sign_in.visitor import ASKED, hidden

SIGN_IN = Path(__file__).parents[2] / "functions/accounts/sign_in"
FIELDS = re.compile(r'\.(?:field|asked|cookie|get)\("(\w+)"')
PHONE, CODE, NAME = "+8617000004242", "739154", "欧阳探春"


def ways():
    from functions.accounts.sign_in.site import ROUTES

    return [*ROUTES, ("GET", "nowhere"), ("DELETE", "authorize"), ("POST", "jwks")]


def fields():
    text = "".join(file.read_text("utf-8") for file in SIGN_IN.rglob("*.py"))
    return sorted(set(FIELDS.findall(text)))


def test_owasp_8_no_answer_of_the_sign_in_is_guessed_at_or_framed(visitor):  # noqa: F811
    for method, path in ways():
        answer = visitor.send(method, path, ASKED, {"x": "y"}, origin="https://evil.example")
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path
        assert "Traceback" not in answer.body
        assert answer.headers.get("Access-Control-Allow-Origin") in (None, "*"), path
        assert "Access-Control-Allow-Credentials" not in answer.headers
        if "html" in answer.headers.get("Content-Type", ""):
            assert answer.headers["Cache-Control"] == "no-store", path
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("canary", [PHONE, CODE, NAME])
def test_nothing_that_is_sent_to_the_sign_in_is_written_down(visitor, written, canary):  # noqa: F811
    known = fields()
    assert {"phone", "code", "card", "invitation", "login_hint"} - {"login_hint"} <= set(known)
    everything = dict.fromkeys(known, canary)
    for method, path in ways():
        visitor.send(method, path, everything, everything)
        visitor.send(method, path, everything, said=everything)
        visitor.send(method, f"{path}/{canary}", ASKED | {"state": canary}, {"code": canary})
        visitor.send(method, path, ASKED, everything, cookies=everything)
    for method in ("phone", "code", "card", "invitation", "passkey", "consent"):
        page = visitor.send("GET", "authorize", ASKED)
        form = everything | hidden(page.body, "phone") | {"method": method}
        visitor.send("POST", "authorize", ASKED, form)
    assert "answered" in written()
    assert canary not in written()
    assert canary.encode("unicode_escape").decode() not in written()
