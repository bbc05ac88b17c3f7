"""The whole way of a sign-in: the command as the browser and the program, the issuer's function."""

from types import SimpleNamespace
from urllib.parse import parse_qsl

import httpx
import pytest
from joserfc import jws

from operate import sign_in, visit
from operate.scenario.authenticator import Authenticator
from operate.visit import Refused, Visit
from tests.conftest import CONTEXT
from tests.functions.accounts.conftest import sent  # noqa: F401 - fixture
from tests.functions.accounts.sign_in.conftest import city  # noqa: F401 - fixture
from tests.functions.accounts.sign_in.visitor import HOST, ISSUER, PHONE


@pytest.fixture
def home(city, sent, monkeypatch):  # noqa: F811 - fixtures
    """Where the issuer's function is reached, and may be invoked."""
    from functions.accounts import issuer

    def reached(request):
        body = request.content.decode()
        event = {
            "rawPath": request.url.path,
            "rawQueryString": request.url.query.decode(),
            "cookies": [c for c in request.headers.get("cookie", "").split("; ") if c],
            "headers": dict(request.headers) | {"host": HOST},
            "requestContext": {
                "apiId": "abc",
                "domainName": HOST,
                "requestId": "r",
                "http": {"method": request.method, "sourceIp": "127.0.0.1"},
            },
            "body": body,
        }
        said = issuer.handler(event, CONTEXT)
        headers = [*said["headers"].items(), *(("Set-Cookie", c) for c in said.get("cookies", ()))]
        return httpx.Response(said["statusCode"], headers=headers, text=said["body"])

    def invited(city, person, **known):
        return issuer.handler({"invite": person, **known}, CONTEXT)["code"]

    client = httpx.Client
    transport = httpx.MockTransport(reached)
    monkeypatch.setattr(visit.httpx, "Client", lambda **_: client(transport=transport))
    monkeypatch.setattr(sign_in, "address", lambda _home, _city: ISSUER)
    monkeypatch.setattr(sign_in, "invite", lambda _home, city, who, **more: invited(city, who))
    monkeypatch.setattr(sign_in, "_tokens", {})
    return SimpleNamespace(root="here", sent=sent)


def test_a_token_is_kept_for_each_city(home):
    token = sign_in.token(home, "taiyuan", "wang-fang")
    assert jws.extract_compact(token.encode()).headers()["alg"] == "RS256"
    assert sign_in.token(home, "taiyuan", "wang-fang") == token
    assert sign_in.token(home, "guard1", "wang-fang") != token


def test_a_token_near_its_end_is_not_handed_out(home, monkeypatch):
    token = sign_in.token(home, "taiyuan", "wang-fang")
    monkeypatch.setattr(sign_in, "EARLY", 900.0)
    assert sign_in.token(home, "taiyuan", "wang-fang") != token


def test_an_invitation_lets_in_once(home):
    code = sign_in.invite(home, "taiyuan", "wang-fang")
    with Visit(ISSUER) as first:
        assert first.token(first.prove("invitation", invitation=code))["access_token"]
    with Visit(ISSUER) as second, pytest.raises(Refused) as refused:
        second.token(second.prove("invitation", invitation=code))
    assert refused.value.status == 400


def test_a_phone_is_proved_by_the_code_that_came(home):
    with Visit(ISSUER) as visit:
        visit.prove("phone", phone=PHONE)
        answer = visit.prove("code", code=home.sent[-1]["code"])
        assert visit.token(answer)["access_token"]


def test_a_passkey_is_added_in_a_browser_and_signs_in_from_another(home):
    device = Authenticator()
    code = sign_in.invite(home, "taiyuan", "wang-fang")
    with Visit(ISSUER) as first:
        first.prove("invitation", invitation=code)
        first.add_passkey(device)
    with Visit(ISSUER) as second:
        assert second.token(second.passkey(device))["access_token"]


def test_a_passkey_that_does_not_ask_who_holds_it_is_refused(home):
    code = sign_in.invite(home, "taiyuan", "wang-fang")
    with Visit(ISSUER) as visit:
        visit.prove("invitation", invitation=code)
        with pytest.raises(Refused):
            visit.add_passkey(Authenticator(verifies=False))


def test_what_comes_back_must_be_the_answer_to_this_question(home):
    code = sign_in.invite(home, "taiyuan", "wang-fang")
    with Visit(ISSUER) as visit:
        answer = visit.prove("invitation", invitation=code)
        visit.asked["nonce"] = "another"
        with pytest.raises(Exception, match="nonce"):
            visit.token(answer)
    assert dict(parse_qsl(httpx.URL(answer.headers["Location"]).query.decode()))["state"]
