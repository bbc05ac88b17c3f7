"""A community for a drill, with a manhole cover for each incident, and people who repeat a request
until it is answered, with the same idempotency key, as a phone would.
"""

import io
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
import yaml
from botocore.exceptions import BotoCoreError, ClientError
from PIL import Image

from operate.scenario.cast import Cast
from operate.scenario.story import Story
from operate.scenario.world import Answer, World
from operate.visit import Refused

STORY = Path(__file__).with_name("drill.yaml")
AGAIN = (409, 429, 500, 502, 503, 504)  # a later attempt may succeed
UNASKED = 401  # while the engine starts, it cannot fetch the issuer's keys yet
NOT_NOW = (httpx.HTTPError, BotoCoreError, ClientError, OSError, Refused)  # Refused: at sign-in
FIRST, LONGEST = 0.1, 2.0  # seconds between attempts, as each one loads a busy engine
T = TypeVar("T")


class Stalled(Exception):
    """Something did not happen within the time given."""


class Crowd:
    """The people, covers and devices of one run; `patience` is how many seconds to wait for
    anything, `mounted` are further devices, by name, in the form of a story's.
    """

    def __init__(
        self,
        world: World,
        covers: int,
        patience: float,
        mounted: Mapping[str, dict[str, Any]] = {},
    ) -> None:
        story = yaml.safe_load(STORY.read_text("utf-8")) | {"devices": dict(mounted)}
        story["assets"] = {
            f"c{n:03}": {"kind": "manhole", "grid": "${grid}"} for n in range(covers)
        }
        self.world, self.patience = world, patience
        self.cast = Cast(Story.model_validate(story), world)
        self.people = self.cast.people

    @property
    def covers(self) -> list[str]:
        return list(self.cast.assets.values())

    def ask(self, method: str, path: str, by: str, body: Any = None, key: str = "") -> Any:
        """The body of the answer, repeating what may succeed later; raises Stalled for any other
        refusal.
        """
        headers = {"Idempotency-Key": key} if key else {}

        def once() -> Answer | None:
            answer = self.world.ask(method, path, self.people[by], body, headers)
            return None if answer.status in (*AGAIN, UNASKED) else answer

        answer = self.until(f"{method} {path}", once)
        if answer.status >= 300:
            raise Stalled(f"{method} {path}: {answer.status} {answer.body}")
        return answer.body

    def pages(self, path: str, by: str) -> list[dict[str, Any]]:
        """All items of a list that is given in pages."""
        after: str | None = ""
        found: list[dict[str, Any]] = []
        while after is not None:
            page = self.ask("GET", f"{path}after={quote(after)}", by)
            found += page["items"]
            after = page["next"]
        return found

    def carried(self, name: str) -> list[str]:
        """The ids of the messages that gateways delivered to a person's phone, repetitions
        included.
        """
        return [one["id"] for one in self.world.messages(self.cast.known["phone"][name])]

    def incidents(self, stage: str) -> list[dict[str, Any]]:
        community = self.cast.community
        return self.pages(f"/v1/incidents?community={community}&stage={stage}&", "li")

    def show(self, incident: str) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("GET", f"/v1/incidents/{incident}", "li")
        return found

    def send(self, upload: dict[str, Any]) -> None:
        def once() -> bool:
            answer = self.world.send(upload["url"], upload["fields"], _photo())
            return answer.status < 300

        self.until("a photo", once)

    def publish(self, cover: str, boot: int, seq: int, tilt: float, at: str) -> None:
        """Repeats the same bytes until the broker has accepted them, as a device does."""
        sample = {"at": at, "measures": {"tilt_degrees": tilt}}
        body = {"channel": "alarm", "raw": json.dumps(
            {"v": 1, "boot": boot, "seq": seq, "samples": [sample]}
        )}  # fmt: skip
        self.until(f"{cover} publishes", lambda: self._publish(cover, body))

    def _publish(self, cover: str, body: dict[str, Any]) -> bool:
        self.world.fleet("POST", f"/devices/{cover}/publish", body)
        return True

    def until(self, what: str, once: Callable[[], T | None], patience: float = 0) -> T:
        """Calls `once` until it returns something true, with growing pauses; raises Stalled after
        `patience` seconds.
        """
        began, pause, last = time.monotonic(), FIRST, "nothing"
        patience = patience or self.patience
        while time.monotonic() - began < patience:
            try:
                answer = once()
            except NOT_NOW as error:
                last = repr(error)
            else:
                if answer:
                    return answer
            time.sleep(pause)
            pause = min(pause * 1.5, LONGEST)
        raise Stalled(f"{what}: not in {patience:.0f} s; last: {last}")


def _photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (180, 170, 150)).save(out, "JPEG")
    return out.getvalue()
