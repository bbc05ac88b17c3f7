"""A community for a drill, with a manhole cover for each incident, and people who never give up.

Whatever fails on the way is asked again with the same key, as a person's phone would.
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
AGAIN = (409, 429, 500, 502, 503, 504)  # not yet, or not by this attempt
UNASKED = 401  # an engine that starts cannot ask the issuer for its keys yet
NOT_NOW = (httpx.HTTPError, BotoCoreError, ClientError, OSError, Refused)  # at signing in, too
FIRST, LONGEST = 0.1, 2.0  # seconds between two attempts: each costs an engine that is busy
T = TypeVar("T")


class Stalled(Exception):
    """Something that must come true in the end did not, in the time given."""


class Crowd:
    def __init__(
        self,
        world: World,
        covers: int,
        patience: float,
        mounted: Mapping[str, dict[str, Any]] = {},
    ) -> None:
        told = yaml.safe_load(STORY.read_text("utf-8")) | {"devices": dict(mounted)}
        told["assets"] = {f"c{n:03}": {"kind": "manhole", "grid": "${grid}"} for n in range(covers)}
        self.world, self.patience = world, patience
        self.cast = Cast(Story.model_validate(told), world)
        self.people = self.cast.people

    @property
    def covers(self) -> list[str]:
        return list(self.cast.assets.values())

    def ask(self, method: str, path: str, by: str, body: Any = None, key: str = "") -> Any:
        """What the API answers in the end; a refusal that will not change is an error."""
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
        """The ids of what gateways brought to a person's telephone, as often as they did."""
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
        """Until the broker took it; a device repeats the same bytes, and so does this."""
        sample = {"at": at, "measures": {"tilt_degrees": tilt}}
        said = {"channel": "alarm", "raw": json.dumps(
            {"v": 1, "boot": boot, "seq": seq, "samples": [sample]}
        )}  # fmt: skip
        self.until(f"{cover} speaks", lambda: self._said(cover, said))

    def _said(self, cover: str, said: dict[str, Any]) -> bool:
        self.world.fleet("POST", f"/devices/{cover}/publish", said)
        return True

    def until(self, what: str, once: Callable[[], T | None], patience: float = 0) -> T:
        """Asks until there is an answer; an engine that is being started answers soon."""
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
