"""What the accounts feature would have written of a person or of an app."""

from io import StringIO
from logging import StreamHandler

import pytest

from tests.layers.measured import KEPT, at


@pytest.fixture
def known(row):
    """known("wang", held=(…), consents=(…)) writes what is known of a person, instead of before."""

    def write(sub: str, **what):
        from linli import members, roles

        actor = roles.Actor(id=sub, **what)
        _put(row, f"actor#{sub}", "memberships", actor)
        members.forget()
        return actor

    return write


@pytest.fixture
def registered(row):
    """registered("mirror", scopes=(…)) writes an app, instead of before."""

    def write(client: str, **what):
        from linli import members, roles

        name = {"zh": "应用", "en": "App"}
        about = {"owner": "shop", "redirects": ("https://app.example/back",), "per_minute": 60}
        app = roles.App(**{"id": client, "name": name, **about, **what})
        _put(row, f"app#{client}", "app", app)
        members.forget()
        return app

    return write


@pytest.fixture
def logged():
    """logged() -> all that is written to the log, as it is written."""
    from linli.observe import logger

    [handler] = [one for one in logger.handlers if isinstance(one, StreamHandler)]
    before = handler.setStream(StringIO())
    yield lambda: handler.stream.getvalue()
    handler.setStream(before)


@pytest.fixture
def decided(monkeypatch):
    """The records of decisions since, the newest last."""
    from linli.observe import logger

    records = []

    def info(text, **more):
        if text == "decided":
            records.append(more)

    monkeypatch.setattr(logger, "info", info)
    return records


@pytest.fixture
def message():
    """message(seq, (minutes after noon, value)…)"""

    def make(seq, *samples, boot=1, measure="level", **also):
        from linli.messages import Message

        said = [
            {"at": at(minutes).isoformat(), "measures": {measure: value, **also}}
            for minutes, value in samples
        ]
        return Message.model_validate({"v": 1, "boot": boot, "seq": seq, "samples": said})

    return make


@pytest.fixture
def store(row):
    """store(thing, message…) as a function does that hears them, but for what it notes."""

    def store(thing, *messages):
        from linli.packs import keeping
        from linli.packs.model import packed
        from linli.refusals import digest

        made = [packed(thing, one, digest(one.model_dump_json().encode())) for one in messages]
        assert keeping.put(made, lambda _: KEPT) == set()

    return store


def _put(row, pk, sk, noun):
    row(pk, sk, version=1, commit="c", body=noun.model_dump_json(exclude={"version"})).save()
