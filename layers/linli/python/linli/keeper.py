"""Lambda entry for scheduled work over stored messages: hourly and daily summaries are computed,
days are archived, verified, and restored when an operator asks.

It runs every few minutes, may run at any time, and each run continues where the last one stopped.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from linli import clock, walks
from linli.aggregates.folding import DAY
from linli.archive import courses as archives
from linli.archive import store as archive
from linli.archive.writing import COMPARING
from linli.city import city
from linli.counted import Counted
from linli.errors import Conflict
from linli.numbers import Length
from linli.observe import entry, logger, remark
from linli.summaries import courses as summaries
from linli.summaries.making import Terms
from linli.walks import Course, Place, Time
from linli.wall import CHINA

RUN = 240.0  # seconds; the longest step that may follow is one file of the archive
ALARM = timedelta(days=30)  # warn so long before rows expire whose archive is not verified


class Keeper:
    """`kept` is how long the feature keeps messages of a time, `holds` how long a sample of a
    device counts as its value. `archived` says whose messages are archived: never those about a
    person.
    """

    def __init__(
        self,
        kept: Length,
        holds: Callable[[str], timedelta],
        archived: Callable[[str], bool] = lambda _: True,
    ) -> None:
        def terms(thing: str) -> Terms:
            return Terms(kept, holds(thing))

        self.kept = kept
        self.made = summaries.hours(terms), summaries.days(terms)
        self.archived = archives.archiving(kept, archived), archives.comparing(kept, archived)
        self.handler = entry(self._run)

    def _run(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        if "day" in event:
            return self._asked(**event)
        now, time, done = clock.now(city().code), Time(RUN), {}
        for course in (*self.made, *self.archived):
            done[course.name] = _walked(course, now, time)
        self._warn(now)
        logger.info("walked", done=done)
        return done

    def _asked(
        self, do: str, day: str, thing: str | None = None, place: tuple[int, str] = (0, "")
    ) -> dict[str, Any]:
        """An operator's command on one day; it is repeated with `next` until that is None."""
        archiving, comparing = self.archived
        known = {"archive": archiving, "compare": comparing, "restore": archives.restoring(thing)}
        course = known[do]  # KeyError for an unknown command
        at = datetime.fromisoformat(day).replace(tzinfo=CHINA)
        reached = walks.stretch(course, at, Place(*place), Time(RUN / 12))
        logger.info("asked", do=do, day=day, over=reached is None)
        found = archive.day(at)
        return {"next": reached, "day": found.model_dump(mode="json") if found else None}

    def _warn(self, now: datetime) -> None:
        compared = walks.reached(COMPARING)
        if compared and compared + DAY + self.kept(compared) < now + ALARM:
            remark(Counted.ARCHIVE_BEHIND)
            logger.error("rows will expire before they are archived", compared=compared)


def _walked(course: Course, now: datetime, time: Time) -> int:
    try:
        return walks.walk(course, now, time)
    except Conflict:
        logger.info("left to whoever is at it", course=course.name)
    except Exception:  # noqa: BLE001 - the next run continues there
        logger.exception("not walked", course=course.name)
        remark(Counted.NOT_WALKED)
    return -1
