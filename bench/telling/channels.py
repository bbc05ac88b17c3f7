"""The cost of a notice by channel: the inbox with its hint, and what each other channel adds."""

from datetime import UTC, datetime
from typing import Any

from functions.notify import reactions
from functions.notify.model import Preferences
from functions.notify.notices import acts
from functions.notify.notices import store as notices_store
from linli.notices import asked

from .meter import Meter
from .place import PLACE, Place

TIMES = 50
WORDS = {"number": "20260601-0001", "priority": "P1", "subject": "MH-001", "measure": "tilt"}
PERSON = {"name": "李", "phone": "+8617000000001", "email": "li@example.org", "language": "zh"}
Cost = tuple[float, float]  # AWS calls per notice, dollars per thousand


def measure(place: Place, meter: Meter, prices: dict[str, float]) -> dict[str, Cost]:
    """Each notice to another person, because of limits per person; the first warms up
    the workers.
    """

    def cost(urgency: str, *channels: str) -> Cost:
        people = [_person(place, channels) for _ in range(TIMES + 1)]
        for n, person in enumerate(people):
            if n == 1:
                meter.reset()
            _told(place, person, urgency, bool(channels))
        return _each(meter, prices)

    inbox = cost("P4")
    found = {"inbox": inbox}
    for channel, urgency in (("robot", "P2"), ("email", "P2"), ("sms", "P1")):
        calls, price = cost(urgency, channel)
        found[channel] = calls - inbox[0], price - inbox[1]
    found["voice"] = _called(place, meter, prices)
    return found


def _called(place: Place, meter: Meter, prices: dict[str, float]) -> Cost:
    """The call after a notice has not been read for a minute. The sweeper runs each
    minute anyway.
    """
    people = [_person(place, ("sms",)) for _ in range(TIMES)]
    notices = [(person, _told(place, person, "P1", sent=True)) for person in people]
    place.advance(61)
    meter.reset()
    for person, notice in notices:
        with place.lock:
            acts.go_on(f"notice#{person}", notice)
        _deliver(place)
    return _each(meter, prices)


def _told(place: Place, person: str, urgency: Any, sent: bool) -> str:
    """One notice from the request to the report of its delivery; returns its id."""
    known = {"urgency": urgency, "about": "incident#1", "to_person": True, **WORDS}
    event = asked("incidents.dispatched", person, PLACE, datetime.now(UTC), "1", **known)
    place.hear(reactions.handler, event.name(), event.model_dump(mode="json"))
    if sent:
        _deliver(place)
    return event.notice_id


def _deliver(place: Place) -> None:
    """Sends what is planned, and waits for the gateway's report."""
    before = place.reported
    place.tell()
    place.until(lambda: place.reported > before)
    place.tell()


def _person(place: Place, channels: tuple[str, ...]) -> str:
    """A person who chose these channels and no quiet hours."""
    name = f"p{len(place.people):05}"
    place.people[name] = dict(PERSON)
    wishes = {"person": name, "quiet": None, "channels": channels}
    notices_store.prefer(Preferences.model_validate(wishes), 0)
    return name


def _each(meter: Meter, prices: dict[str, float]) -> Cost:
    return meter.calls.total() / TIMES, 1000 * meter.price(prices) / TIMES
