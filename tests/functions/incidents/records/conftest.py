"""The city's key, and somebody who asks with a purpose."""

import pytest

PLACE = "140105001001"
ANNA = {"name": "王桂兰", "phone": "+8617000000042", "need": "吸氧,不能走楼梯", "why": "疏散"}


@pytest.fixture(autouse=True)
def key(row):
    """The city's key stands, and no worker has unwrapped anything yet."""
    from linli import aws, names, seal

    aws.client.cache_clear()
    kms = aws.client("kms")
    made = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName=names.people_key("test"), TargetKeyId=made)
    seal._keys.cache_clear()
    yield
    seal._keys.cache_clear()
    aws.client.cache_clear()


@pytest.fixture
def one(duty, hear, machine, person):
    """li handles it; wang and sun do not."""
    from functions.incidents import store

    for name in ("li", "wang", "zhao", "guan", "sun", "ops", "gao", "far"):
        person(name)
    hear("HazardFound")
    [incident] = store.incidents(PLACE, is_open=True, after="").items
    machine(incident.id, "raised")
    person("li").post(f"{incident.id}/acknowledgements", {"level": 1})
    return incident.id


@pytest.fixture
def ask(call):
    from functions.incidents import api

    def asked(sub, method, path, body=None, purpose="incident", key="key-0000001", **query):
        said = {"Idempotency_Key": key} | ({"Linli_Purpose": purpose} if purpose else {})
        path = f"/v1/incidents/{path}"
        return call(api.handler, method, path, body, sub=sub, query=query, **said)

    return asked


@pytest.fixture
def closed(person, photo, hear):
    """closed(one): from acknowledged to its end."""

    def close(one, **cleared):
        hear("HazardCleared", **cleared)
        work = {"note": "put back", "evidence": [photo("li", one)]}
        assert person("li").post(f"{one}/handlings", work)[0] == 201
        assert person("wang").post(f"{one}/verifications", {"note": "seen"})[0] == 201
        assert person("zhao").post(f"{one}/closures", {"lesson": "weld it"})[0] == 201

    return close
