"""What one worker remembers of the things it hears, so that most messages need no new note. Pure
but for the clock.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from linli import clock
from linli.aggregates.folding import DAY, HOUR, QUARTER, begin
from linli.city import city
from linli.messages import Message
from linli.packs.model import SPAN
from linli.signals import Device

GRACE = timedelta(minutes=5)  # after a stretch, before it is computed
LATEST = timedelta(minutes=1)  # before that: time for accepted messages to be written
MADE = HOUR + GRACE - LATEST  # after its beginning, an hour may have been computed
MANY = 12  # packs per hour and worker, above which a thing counts as busy
HELD = 100_000  # things remembered
Heard = tuple[datetime, str]  # day, thing
Anew = tuple[datetime, str, datetime]  # quarter in which it is noted, thing, hour


@dataclass(slots=True)
class Lately:
    """The latest hour of a thing and its packs so far; within `quarter` everything is noted."""

    begins: datetime
    ends: datetime
    quarter: datetime
    packs: int


class Noted(NamedTuple):
    heard: set[Heard]
    anew: set[Anew]
    lately: dict[str, Lately]


class Notes:
    """The memory of one worker."""

    def __init__(self) -> None:
        self.heard: set[Heard] = set()
        self.anew: set[Anew] = set()
        self.packs: Counter[tuple[str, datetime]] = Counter()
        self.lately: dict[str, Lately] = {}

    def new(self, sent: Mapping[Device, Iterable[Message]]) -> Noted:
        """What of these messages is not noted yet."""
        noted, quarter = Noted(set(), set(), {}), begin(clock.now(city().code), QUARTER)
        places = {device.community for device in sent}
        made = {place: made_until(clock.now(place)) for place in places}
        for device, messages in sent.items():
            until = made[device.community]
            for message in messages:
                times = message.times()
                if not self._is_usual(device.id, times, until, quarter):
                    self._add(noted, device.id, times, until, quarter)
        return Noted(noted.heard - self.heard, noted.anew - self.anew, noted.lately)

    def remember(self, noted: Noted) -> None:
        if len(self.heard) + len(self.anew) > HELD:
            self.heard.clear()
            self.anew.clear()
            self.lately.clear()
        self.heard |= noted.heard
        self.anew |= noted.anew
        self.lately |= noted.lately

    def _is_usual(
        self, thing: str, times: list[datetime], made: datetime, quarter: datetime
    ) -> bool:
        """Whether a message is of the same hour as the last: most are, so this check must
        be cheap.
        """
        lately = self.lately.get(thing)
        if not lately or lately.quarter != quarter or made > lately.begins:
            return False
        if min(times) < lately.begins or max(times) >= lately.ends or lately.packs + 1 == MANY:
            return False
        lately.packs += 1
        return True

    def _add(
        self, noted: Noted, thing: str, times: list[datetime], made: datetime, quarter: datetime
    ) -> None:
        first, last = min(times), max(times)
        hour = begin(last, HOUR)
        spread = times if last - first > SPAN else (first, last)
        noted.heard.update((begin(at, DAY), thing) for at in spread)
        if first < made:
            late = {begin(at, HOUR) for at in times if at < made}
            noted.anew.update((quarter, thing, hour) for hour in late)
        packs = self._count(thing, hour)
        if packs >= MANY:
            noted.anew.add((max(quarter, hour + HOUR), thing, hour))
        noted.lately[thing] = Lately(hour, hour + HOUR, quarter, packs)

    def _count(self, thing: str, hour: datetime) -> int:
        if len(self.packs) > HELD:
            self.packs.clear()
        if lately := self.lately.pop(thing, None):  # until its news has been noted
            self.packs[thing, lately.begins] = lately.packs
        self.packs[thing, hour] = packs = self.packs[thing, hour] + 1
        return packs


def made_until(now: datetime) -> datetime:
    """The end of the latest hour that may already have been computed without messages
    arriving now.
    """
    return begin(now - MADE, HOUR) + HOUR
