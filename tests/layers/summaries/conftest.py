"""Things whose hours are kept already where they said more than twice."""

from datetime import UTC, datetime, timedelta

import pytest

NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)  # by the wall
TERMS = (lambda _: timedelta(days=400)), timedelta(minutes=15)


@pytest.fixture
def terms():
    from linli.summaries.making import Terms

    return Terms(*TERMS)


@pytest.fixture
def few(monkeypatch):
    """Of how many packs nothing is kept."""

    def set_(hours, days):
        from linli.summaries import making, model

        monkeypatch.setattr(making, "HOURS", model.HOURS._replace(most=hours))
        monkeypatch.setattr(making, "DAYS", model.DAYS._replace(most=days))

    set_(2, 3)
    return set_


@pytest.fixture
def message():
    """message(seq, (minutes after noon, value)…)"""

    def make(seq, *samples, boot=1, **also):
        from linli.messages import Message

        said = [
            {"at": (NOON + timedelta(minutes=at)).isoformat(), "measures": {"level": value, **also}}
            for at, value in samples
        ]
        return Message.model_validate({"v": 1, "boot": boot, "seq": seq, "samples": said})

    return make


@pytest.fixture
def store(row):
    """store(thing, message…) as a worker does that hears them, but for what it notes."""

    def store(thing, *messages):
        from linli.packs import keeping
        from linli.packs.model import packed
        from linli.refusals import digest

        made = [packed(thing, one, digest(one.model_dump_json().encode())) for one in messages]
        assert keeping.put(made, TERMS[0]) == set()

    return store


@pytest.fixture
def history():
    """history(thing, step, from, to) of level, page after page; minutes after noon."""

    def history(thing, step, begins, ends, now=30_000):
        from linli.packs import paging

        def at(minutes):
            return NOON + timedelta(minutes=minutes)

        asks, found = paging.Asked("level", at(begins), at(ends), step, TERMS[1]), []
        while True:
            told = paging.page(thing, asks, at(now))
            found += told.items
            if told.next is None:
                return found
            assert told.next > asks.begins
            asks = asks._replace(begins=told.next)

    return history
