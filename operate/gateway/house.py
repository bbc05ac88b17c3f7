"""All gateways of the server, and their latest messages."""

import itertools
import threading
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime

from operate.gateway.callback import Callback
from operate.gateway.message import Kept, Sending
from operate.gateway.supplier import Supplier
from operate.gateway.timeline import Timeline
from operate.gateway.town import Town

LAST = 10_000


class House:
    """A gateway is created when it is first used, if it is in a city's file."""

    def __init__(self, town: Town) -> None:
        self.town, self.timeline = town, Timeline()
        self.callback = Callback(town, self.timeline)
        self.messages: deque[Kept] = deque(maxlen=LAST)
        self._numbers, self._lock = itertools.count(1), threading.Lock()
        self._known: dict[tuple[str, str], Supplier] = {}

    def supplier(self, city: str, name: str) -> Supplier | None:
        with self._lock:
            if (city, name) not in self._known:
                contract = self.town.contracts().get(name)
                if contract is None:
                    return None
                self._known[city, name] = Supplier(
                    city, name, *contract, self.timeline, self.keep, self.callback.tell
                )
            return self._known[city, name]

    def suppliers(self) -> list[Supplier]:
        """Those of the home's own city, and all others used so far."""
        own = [self.supplier(self.town.city(), name) for name in self.town.contracts()]
        others = [one for one in self._known.values() if one not in own]
        return [one for one in [*own, *others] if one]

    def keep(self, by: Supplier, sending: Sending, index: int) -> Kept:
        said = sending.model_dump(exclude={"to"})
        with self._lock:
            kept = Kept(
                number=next(self._numbers),
                city=by.city,
                gateway=by.name,
                kind=by.kind,
                index=index,
                to=sending.to[index],
                at=datetime.now(UTC),
                **said,
            )
            self.messages.append(kept)
        return kept

    def listed(self, after: int = 0, **wanted: str) -> Iterator[Kept]:
        """In order of arrival; the fields in `wanted` must have these values."""
        for one in list(self.messages):
            if one.number > after and all(
                getattr(one, field) == value for field, value in wanted.items() if value
            ):
                yield one
