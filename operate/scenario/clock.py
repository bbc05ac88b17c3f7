"""The adjustable clocks of a laptop's city and communities: one small file, replaced as a whole."""

from datetime import UTC, datetime

from linli.clock import ahead
from operate.home import Home
from operate.scenario import span as spans

FILE = "clock.json"


class Ahead:
    """`${in.3_days}`: that time from now, by the clock of one place."""

    def __init__(self, home: Home, place: str) -> None:
        self.home, self.place = home, place

    def __getitem__(self, span: str) -> str:
        then = now(self.home, self.place) + spans.ahead(span.replace("_", " "))
        return then.isoformat(timespec="seconds")


def now(home: Home, place: str) -> datetime:
    return datetime.now(UTC) + ahead(home.read(FILE), place)


def advance(home: Home, place: str, span: str) -> None:
    with home.lock("clock"):
        step = spans.forward(span, now(home, place))
        offsets = home.read(FILE)
        offsets[place] = offsets.get(place, 0) + step.total_seconds()
        home.write(FILE, offsets)


def forget(home: Home, community: str) -> None:
    """After a community is closed, its clock no longer affects when sweepers run."""
    with home.lock("clock"):
        offsets = home.read(FILE)
        if offsets.pop(community, None) is not None:
            home.write(FILE, offsets)
