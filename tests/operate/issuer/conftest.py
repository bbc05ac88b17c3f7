"""An issuer without sockets: a clock that is set, keys that are made once."""

import time
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from tests.operate.issuer.visitor import ISSUER, Visitor


@pytest.fixture(scope="session")
def ring_file(tmp_path_factory):
    return tmp_path_factory.mktemp("keys") / "issuer.json"


@pytest.fixture
def visitor(ring_file):
    from operate.issuer.grant import Server
    from operate.issuer.keys import KeyRing
    from operate.issuer.people import Person
    from operate.issuer.site import Site
    from operate.issuer.tokens import Tokens

    began, shift = time.time(), SimpleNamespace(seconds=0.0)

    def now():
        return began + shift.seconds

    ring = KeyRing(ring_file, lambda: datetime.fromtimestamp(now(), UTC))
    tokens = Tokens(ISSUER, "linli", ring, now)
    people = {"wang-fang": Person(id="wang-fang", name="王芳 <b>")}
    return Visitor(Site(tokens, lambda: people, Server(tokens, now)), shift)
