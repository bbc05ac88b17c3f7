"""A bucket, files in it, and the machine that reads and applies them, one round after the other."""

import pytest

from tests import outside
from tests.functions.facilities.imports.tables import HERE, table


@pytest.fixture
def bucket(row):
    from linli import aws
    from linli.evidence.bucket import s3

    for known in (aws.client, s3):
        known.cache_clear()
    outside.make_bucket()
    yield s3()
    for known in (aws.client, s3):
        known.cache_clear()


@pytest.fixture
def started(monkeypatch):
    """(id, generation) of all executions that were started."""
    from linli import workflow

    told = []
    monkeypatch.setattr(workflow, "start", lambda _, job: told.append((job.id, job.generation)))
    return told


@pytest.fixture
def send(ask, bucket, started):
    """send(bytes or rows) -> the import, about to be read."""
    keys = iter(range(10_000_000, 20_000_000))

    def send(content=None, sub="founder", **more):
        data = content if isinstance(content, bytes) else table(content, **more)
        said = {"sub": sub, "Idempotency_Key": next(keys)}
        status, offer = ask("POST", "uploads", {"community": HERE}, **said)
        assert status == 201, offer
        outside.put(offer["upload"]["fields"]["key"], data)
        body = {"community": HERE, "upload": offer["id"]}
        status, job = ask("POST", "imports", body, **said)
        assert status == 201, job
        return job

    return send


@pytest.fixture
def drive():
    """drive(id) -> as the machine does, until it has nothing more to do; so many rounds at most."""

    def drive(import_id, rounds=1_000, generation=None):
        from functions.facilities import steps
        from functions.facilities.imports import store

        job = store.job(import_id)
        stage, generation = job.stage, generation or job.generation
        named = {"reading": "read", "applying": "apply"}
        while stage in named and rounds:
            step = steps.steps.named[named[stage]]
            stage, rounds = step(id=import_id, generation=generation)["stage"], rounds - 1
        return stage

    return drive


@pytest.fixture
def show(ask):
    def show(import_id, rest="", **query):
        status, answer = ask("GET", f"imports/{import_id}{rest}", query=query)
        assert status == 200, answer
        return answer

    return show
