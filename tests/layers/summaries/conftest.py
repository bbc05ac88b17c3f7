"""Things whose hours are kept already where they said more than twice."""

from datetime import timedelta

import pytest

from tests.layers.measured import KEPT, at, pages

TERMS = (lambda _: KEPT), timedelta(minutes=15)


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
def history():
    """history(thing, step, from, to) of level, page after page; minutes after noon."""

    def history(thing, step, begins, ends, now=30_000):
        from linli.packs import paging

        asks = paging.Asked("level", at(begins), at(ends), step, TERMS[1])
        return pages(thing, asks, now)

    return history
