"""The sign-in's function on tables and keys in memory; phones that are sent to are listed."""

import pytest

from tests.functions.accounts.sign_in.visitor import ISSUER, Visitor
from tests.outside import city_key


@pytest.fixture
def city(row, monkeypatch):
    """The city's keys stand: number 1 signs, 2 is next."""
    from functions.accounts.sign_in.protocol import keys

    monkeypatch.setenv("ISSUER", ISSUER)
    keys._read.clear()
    with city_key() as kms:
        for number in (1, 2):
            key_of(kms, number)
        yield kms
    keys._read.clear()


def key_of(kms, number):
    from linli import names

    made = kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName=names.sign_in_key("test", number), TargetKeyId=made)


@pytest.fixture
def visitor(city, sent):
    from functions.accounts import issuer

    return Visitor(issuer.handler, sent)


@pytest.fixture
def another(city, sent):
    """Somebody else's browser, elsewhere."""
    from functions.accounts import issuer

    return lambda source="203.0.113.99": Visitor(issuer.handler, sent, source)


@pytest.fixture
def logged(caplog):
    """logged() -> all that was logged so far, with what stood beside each message."""
    for chatty in ("botocore", "pynamodb"):  # they are never put on DEBUG
        caplog.set_level("INFO", chatty)
    caplog.set_level("DEBUG")
    return lambda: "\n".join(f"{one.__dict__} {one.getMessage()}" for one in caplog.records)
