"""The stepped clocks of a laptop's communities: one small file, replaced whole."""

from datetime import UTC, datetime, timedelta

from operate.home import Home
from operate.scenario import span as spans

FILE = "clock.json"


def now(home: Home, community: str) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=home.read(FILE).get(community, 0))


def advance(home: Home, community: str, span: str) -> None:
    with home.lock("clock"):
        step = spans.forward(span, now(home, community))
        offsets = home.read(FILE)
        offsets[community] = offsets.get(community, 0) + step.total_seconds()
        home.write(FILE, offsets)


def forget(home: Home, community: str) -> None:
    """A closed community's clock no longer leads the others' sweeps."""
    with home.lock("clock"):
        offsets = home.read(FILE)
        if offsets.pop(community, None) is not None:
            home.write(FILE, offsets)
