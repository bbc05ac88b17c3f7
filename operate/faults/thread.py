"""One incident from the device's message to its closing, by the people whose turn it is."""

import hashlib
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from operate.faults.crowd import Crowd, Stalled
from operate.progress import note

TILTED, LEVEL = 31.0, 1.0
RING = 20.0  # seconds to wait for the phone before the notice is opened all the same
ABOUT_NOTICES = "told-"  # prefix of the kinds of facts about notices
Then = Callable[[], None]
Shown = dict[str, Any]


class Outcome(NamedTuple):
    """What happened to one tilted cover: the kinds of the timeline's facts and, once the drill is
    over, the ids of its incidents.
    """

    cover: str
    facts: list[str]
    seconds: float
    stalled: str = ""  # why it was not finished
    incidents: tuple[str, ...] = ()


class Thread:
    """The course of one incident. `repeat`: the device sends everything twice; `afterwards` is
    called once it has sent the alarm.
    """

    def __init__(
        self, crowd: Crowd, cover: str, *, repeat: bool = False, afterwards: Then | None = None
    ) -> None:
        self.crowd, self.cover, self.repeat, self.afterwards = crowd, cover, repeat, afterwards
        self.boot = int(time.time())

    def run(self) -> Outcome:
        began, facts, stalled = time.monotonic(), [], ""
        try:
            incident = self.dispatched()
            self.finish(incident)
            facts = self.facts(incident)
        except Stalled as error:
            stalled = str(error)
            note(f"{self.cover}: {stalled}")
        return Outcome(self.cover, facts, time.monotonic() - began, stalled)

    def dispatched(self) -> str:
        """Tilts the cover, waits until somebody has been notified, and returns the id of the
        incident.
        """
        self.tilt(1, TILTED)
        if self.afterwards:
            self.afterwards()
        found = self.crowd.until(f"{self.cover} raises an incident", self._open)
        incident = str(found["id"])
        self._until(incident, lambda now: now["stage"] == "dispatched")
        self.read("wang", incident)
        return incident

    def facts(self, incident: str) -> list[str]:
        """The kinds of the timeline's facts, except those about notices, which may come at any
        time.
        """
        kinds = [entry["kind"] for entry in self.crowd.show(incident)["timeline"]]
        return [kind for kind in kinds if not kind.startswith(ABOUT_NOTICES)]

    def read(self, by: str, incident: str) -> None:
        """Opens the person's notice once the phone has rung; unread, it would be escalated."""

        def notice() -> Shown | None:
            inbox = self.crowd.ask("GET", "/v1/notify/notices", by)["items"]
            return next((one for one in inbox if one["about"] == f"incident#{incident}"), None)

        found = self.crowd.until(f"{by} is notified of {self.cover}", notice)
        began = time.monotonic()
        while not found["delivered_at"] and time.monotonic() - began < RING:
            time.sleep(1)
            found = notice() or found
        self._act(f"/v1/notify/notices/{found['id']}/receipts", by, {"kind": "read"})

    def finish(self, incident: str) -> None:
        """Acknowledged, level again, handled with a photo, verified, closed."""
        path, worker, other = f"/v1/incidents/{incident}", "wang", "li"
        level = self.crowd.show(incident)["level"]
        self._act(f"{path}/acknowledgements", worker, {"level": level})
        self.tilt(2, LEVEL)
        self._until(incident, lambda now: now["sensor"]["normal"])
        photo = {"content_type": "image/jpeg", "note": "drill"}
        offered = self._act(f"{path}/evidence", worker, photo)
        self.crowd.send(offered["upload"])
        self._act(f"{path}/evidence/{offered['id']}/confirmations", worker, {})
        note = {"note": "level again", "evidence": [offered["id"]]}
        self._act(f"{path}/handlings", worker, note)
        self.read(other, incident)
        self._act(f"{path}/verifications", other, {"note": "seen"})
        self._act(f"{path}/closures", other, {"lesson": "a heavier cover"})
        self._until(incident, lambda now: now["stage"] == "closed")

    def tilt(self, seq: int, degrees: float) -> None:
        at = datetime.now(UTC).isoformat()
        for _ in range(2 if self.repeat else 1):
            self.crowd.publish(self.cover, self.boot, seq, degrees, at)

    def _open(self) -> Shown | None:
        mine = [one for one in self.crowd.incidents("open") if one["subject"] == self.cover]
        return mine[0] if mine else None

    def _until(self, incident: str, true: Callable[[Shown], Any]) -> None:
        self.crowd.until(f"{self.cover} moves on", lambda: true(self.crowd.show(incident)))

    def _act(self, path: str, by: str, body: Shown) -> Any:
        key = hashlib.sha256(f"{self.boot}|{path}|{by}".encode()).hexdigest()[:32]
        return self.crowd.ask("POST", path, by, body, key)


def counted(crowd: Crowd, outcomes: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes with the ids of all incidents of their covers, in any stage."""
    of: dict[str, list[str]] = defaultdict(list)
    for stage in ("open", "closed"):
        for incident in crowd.incidents(stage):
            of[incident["subject"]].append(incident["id"])
    return [one._replace(incidents=tuple(of[one.cover])) for one in outcomes]
