"""The sign-in's function on tables and keys in memory; phones that are sent to are listed."""

import pytest

from tests.functions.accounts.sign_in.visitor import ISSUER, Visitor


@pytest.fixture
def city(row, monkeypatch):
    """The city's keys stand: number 1 signs, 2 is next."""
    from functions.accounts.sign_in import keys
    from linli import aws, names, seal

    monkeypatch.setenv("ISSUER", ISSUER)
    aws.client.cache_clear()
    seal._keys.cache_clear()
    keys._read.clear()
    kms = aws.client("kms")
    made = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName=names.people_key("test"), TargetKeyId=made)
    for number in (1, 2):
        key_of(kms, number)
    yield kms
    aws.client.cache_clear()
    seal._keys.cache_clear()
    keys._read.clear()


def key_of(kms, number):
    from linli import names

    made = kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName=names.sign_in_key("test", number), TargetKeyId=made)


@pytest.fixture
def sent(monkeypatch):
    """What notify was asked to send."""
    from linli import ask

    messages = []
    monkeypatch.setattr(ask, "ask", lambda *_, **given: messages.append(given))
    return messages


@pytest.fixture
def visitor(city, sent):
    from functions.accounts import issuer

    return Visitor(issuer.handler, sent)


@pytest.fixture
def another(city, sent):
    """Somebody else's browser, elsewhere."""
    from functions.accounts import issuer

    return lambda source="203.0.113.99": Visitor(issuer.handler, sent, source)
