"""A feature of sensors: what is above ten is loud."""

from datetime import UTC, datetime, timedelta

import pytest

from tests import queues

HERE = "140105001001"
NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)  # by the wall


@pytest.fixture
def message():
    """message(seq, (minutes after noon, value)…)"""

    def make(seq, *samples, boot=1, measure="level"):
        from linli.messages import Message

        said = [
            {"at": (NOON + timedelta(minutes=at)).isoformat(), "measures": {measure: value}}
            for at, value in samples
        ]
        return Message.model_validate({"v": 1, "boot": boot, "seq": seq, "samples": said})

    return make


@pytest.fixture
def store(row):
    """store(thing, message…) as a function does that hears them."""

    def store(thing, *messages):
        from linli.packs import keeping
        from linli.packs.model import packed
        from linli.refusals import digest

        made = [packed(thing, one, digest(one.model_dump_json().encode())) for one in messages]
        assert keeping.put(made, lambda _: timedelta(days=400)) == set()

    return store


@pytest.fixture
def record():
    def make(device, message, channel="reading", received=NOON):
        payload = message.model_dump_json().encode()
        about = {"feature": "facilities", "name": f"{device}-{message.seq}"}
        return queues.signal(device, payload, received, channel, **about)

    return make
