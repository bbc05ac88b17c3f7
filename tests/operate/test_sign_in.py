"""The whole way of a sign-in, over a socket on loopback."""

import threading
from datetime import UTC, datetime
from types import SimpleNamespace

import httpx
import pytest
from joserfc import jws

from operate import sign_in
from operate.issuer import door, people
from operate.issuer.grant import Server
from operate.issuer.keys import KeyRing
from operate.issuer.site import Site
from operate.issuer.tokens import Tokens


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Where an issuer runs that lets wang-fang in."""
    listed = {"wang-fang": people.Person(id="wang-fang", name="王芳")}
    file = tmp_path_factory.mktemp("keys") / "issuer.json"
    tokens = Tokens("", "linli", KeyRing(file, lambda: datetime.now(UTC)))
    server = door.serving(Site(tokens, lambda: listed, Server(tokens)), 0)
    tokens.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield SimpleNamespace(url=lambda _: tokens.issuer)
    server.shutdown()
    server.server_close()


def test_a_token_is_kept_and_a_stranger_refused(home):
    token = sign_in.token(home, "wang-fang")
    assert jws.extract_compact(token.encode()).headers()["alg"] == "RS256"
    assert sign_in.token(home, "wang-fang") == token
    with pytest.raises(sign_in.Refused, match="not listed"):
        sign_in.token(home, "nobody")


def test_a_token_near_its_end_is_not_handed_out(home, monkeypatch):
    token = sign_in.token(home, "wang-fang")
    monkeypatch.setattr(sign_in, "EARLY", 900.0)
    assert sign_in.token(home, "wang-fang") != token


def test_another_name_does_not_lead_to_the_issuer(home):
    address = home.url("issuer")
    assert httpx.get(f"{address}/jwks", headers={"Host": "evil.example"}).status_code == 421
    assert httpx.post(f"{address}/token", data={"code": "x" * 70_000}).status_code == 413
    assert httpx.post(f"{address}/token", json={}).status_code == 415
