"""The walks of the archive: a day is written once no more messages for it can arrive, then
verified, and restored on request.
"""

from datetime import datetime, timedelta
from functools import partial

from linli import walks
from linli.aggregates.folding import DAY
from linli.messages import BEHIND
from linli.numbers import Length
from linli.summaries import noted
from linli.summaries.courses import ARCHIVING
from linli.walks import Course

from . import comparing as compare
from . import restoring as restore
from . import writing
from .model import Which

QUEUED = timedelta(days=1)  # longest time that an accepted message may have waited in a queue


def archiving(kept: Length, which: Which) -> Course:
    return Course(
        name=ARCHIVING,
        step=DAY,
        since=DAY,
        limit=lambda now: now - BEHIND - QUEUED,
        names=noted.things,
        go=partial(writing.go, kept, which),
        end=writing.end,
    )


def comparing(kept: Length, which: Which) -> Course:
    return Course(
        name=writing.COMPARING,
        step=DAY,
        since=DAY,
        limit=lambda _: walks.reached(ARCHIVING),
        names=compare.names,
        go=partial(compare.go, kept, which),
        end=compare.end,
    )


def restoring(only: str | None) -> Course:
    """Only run on request."""
    return Course(
        name="restoring",
        step=DAY,
        since=DAY,
        limit=_never,
        names=restore.names,
        go=partial(restore.go, only),
    )


def _never(_: datetime) -> None:
    return None
