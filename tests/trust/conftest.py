"""A town in memory, made once for each file; each test finds it as it was made."""

import json

import pytest

from tests import outside
from tests.memory import rows
from tests.trust import seeds
from tests.trust import town as towns


@pytest.fixture(scope="module")
def made():
    from moto import mock_aws

    from linli.table import Row

    patch = pytest.MonkeyPatch()
    patch.setenv("POWERTOOLS_SERVICE_NAME", "accounts")  # while it asks; see town.py
    with mock_aws():
        rows.create(Row)
        _forget()
        _city_with_a_gateway(patch)
        _things_outside(patch)
        seeds.sow()
        yield towns.Town()
    patch.undo()
    _forget()


@pytest.fixture
def town(made):
    yield made
    made.reset()


def _forget():
    from functions.notify.gateways import client, supply
    from linli import aws, city, members, seal
    from linli.evidence.bucket import s3

    for known in (aws.client, seal._keys, city.city, s3):
        known.cache_clear()
    for module in (client, supply, members):
        module.forget()


def _city_with_a_gateway(patch):
    from linli import city

    file = city.FILE.with_name("town.json")
    carriers = {"sms": [{"name": "sms-a", "url": "http://127.0.0.1:1"}]}
    file.write_text(json.dumps(json.loads(city.FILE.read_text()) | {"gateways": carriers}))
    patch.setattr(city, "FILE", file)


def _things_outside(patch):
    """Keys, secrets and a bucket as AWS has them; functions and machines as nothing has."""
    from linli import ask, aws, names, workflow

    outside.few_primes(patch)
    outside.make_key()
    aws.client("secretsmanager").create_secret(
        Name=names.secret("test", "sms-a"), SecretString=towns.SECRET
    )
    outside.make_bucket()
    patch.setattr(ask, "aws", towns.Answering())
    patch.setattr(workflow, "start", lambda machine, noun: None)
    patch.setattr(workflow, "resume", lambda token, answer: bool(token))
