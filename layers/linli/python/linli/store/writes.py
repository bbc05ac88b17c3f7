"""One row as a commit writes it: the noun, its events, and the indexes that find it."""

import json
from datetime import UTC, datetime
from typing import Any, NamedTuple

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from events import Event
from linli.errors import Invalid
from linli.model import Noun
from linli.table import Row, shard, utc

TOO_LARGE = 64_000  # bytes of JSON; a noun that grows without bound belongs in rows of its own
TOO_LARGE_QUARANTINED = 262_144  # bytes; a quarantined message is stored unabridged


class Write(NamedTuple):
    """The new state of one noun, the events to publish with it, and its index attributes.

    `due` puts it into the index of deadlines. `listed` is (name of a list, sort key within it).
    An index attribute that is None is removed from the row. `expires` is DynamoDB's time to live,
    in real time, not the city's. `request` is the digest of the HTTP request that creates the
    noun; `create` compares it when the same idempotency key comes again.
    """

    pk: str
    sk: str
    noun: Noun
    events: tuple[Event, ...] = ()
    due: datetime | None = None
    listed: tuple[str, str] | None = None
    expires: datetime | None = None
    request: str | None = None

    def actions(self, commit: str) -> "list[Action]":
        """The update; `commit` marks the row as written by this commit. Invalid if too large."""
        version = (self.noun.version or 0) + 1
        new: list[Action] = [
            Row.version.set(version),
            Row.body.set(self._body()),
            Row.commit.set(commit),
        ]
        for attribute, value in self._findable():
            new.append(attribute.remove() if value is None else attribute.set(value))
        if self.events:
            told = [
                _telling(event, f"{commit}-{n}", version) for n, event in enumerate(self.events)
            ]
            new += [
                Row.events.set((Row.events | []).append(told)),
                Row.untold.set(utc(datetime.now(UTC))),
            ]
        return new

    def unchanged(self) -> Condition:
        """The optimistic lock: the row has the version that was loaded; a new noun has none."""
        if self.noun.version is None:
            return Row.pk.does_not_exist()
        return Row.version == self.noun.version

    def _body(self) -> str:
        limit = TOO_LARGE_QUARANTINED if self.pk.startswith("quarantine#") else TOO_LARGE
        body = self.noun.model_dump_json(exclude={"version"})
        if len(body.encode()) > limit:
            raise Invalid("too-large")
        return body

    def _findable(self) -> "list[tuple[Any, Any]]":
        name, place = self.listed or (None, None)
        found: list[tuple[Any, Any]] = [
            (Row.due_shard, shard(self.pk) if self.due else None),
            (Row.due, utc(self.due) if self.due else None),
            (Row.list, name),
            (Row.listed, place),
            (Row.expires, int(self.expires.timestamp()) if self.expires else None),
        ]
        return [*found, (Row.request, self.request)] if self.request else found


def _telling(event: Event, event_id: str, version: int) -> str:
    mine = {"event_id": event_id, "version": version}
    return json.dumps([event.name(), event.model_dump(mode="json") | mine])
