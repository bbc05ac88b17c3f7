"""Forty points of one fire within a second, beside as many messages through the bare chain.

Each round is in another building, whose siren, broadcast, door, lift and exit get commands. Times
are taken from the devices' answers and the timeline.
"""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import yaml

from bench.chain.build import FEATURE, Chain, build
from bench.figures import Progress
from linli import names
from operate import devices, drain
from operate.home import Home
from operate.scenario.cast import Cast
from operate.scenario.story import Story
from operate.scenario.world import World

STORY = Path(__file__).with_name("story.yaml")
POINTS, ROUNDS, WITHIN = 40, 3, 1.0
LINKED = {"siren": "sound", "broadcast": "broadcast", "fire_door": "close", "elevator": "recall",
          "exit_door": "unlock"}  # fmt: skip
AT_ONCE = 4  # the fleet's control API accepts few connections at a time
PAUSE, PATIENCE = 0.5, 180.0
Row = dict[str, Any]


class Fire(NamedTuple):
    """Seconds since the first message, except `incidents`."""

    spoken: float  # until the last point had sent its message
    linked: float  # until the last linked device had carried out its command
    joined: float  # until the last point had joined the incident
    incidents: int  # open incidents of this fire; should be 1


class Bare(NamedTuple):
    tasked: float  # until two messages were at the hop where Linli sends commands
    through: float  # until all were at the end of the chain


class Burst:
    def __init__(self, home: Home, world: World) -> None:
        self.home, self.world = home, world
        self.chain: Chain = build(home, world.city)
        self.cast = Cast(Story.model_validate(_story()), world)
        self.cast.enter()
        self.http = httpx.Client(timeout=60, trust_env=False)
        self.bare_device = f"BF-{self.cast.lot.number:05}"
        devices.provision(home, world.city, FEATURE, self.cast.community, self.bare_device)
        self.boot, self.incident = int(time.time()), ""

    def run(self, progress: Progress) -> tuple[list[Fire], list[Bare]]:
        """Alternates both; the first building only warms up the workers."""
        fires, bares = [], []
        for number in range(ROUNDS + 1):
            progress(f"{POINTS} points of a fire, round {number} of {ROUNDS}")
            fires.append(self.fire(number))
            bares.append(self.bare(number))
        return fires[1:], bares[1:]

    def fire(self, number: int) -> Fire:
        points = [self.cast.assets[f"b{number}_point_{n}"] for n in range(1, POINTS + 1)]
        began, spoken = self._all_speak(points, json.dumps({"fire": 1}))
        wanted = {(self.cast.assets[f"b{number}_{kind}"], LINKED[kind]) for kind in LINKED}
        done = self._until(lambda: self._answered(wanted))
        self.incident = mine = self._until(lambda: self._whole(set(points)))
        self._until(lambda: not self._on_its_way())
        return Fire(
            spoken,
            max(_at(one["answered_at"]) for one in done) - began,
            max(_at(one["at"]) for one in self._facts(mine)) - began,
            sum(one["subject"] in points for one in self._incidents()),
        )

    def bare(self, number: int) -> Bare:
        keys = [f"{self.boot + number}-{n}" for n in range(POINTS)]
        began = time.monotonic()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda key: self._say_bare(*key.split("-")), keys))
        tasked = self._seconds(began, "first", keys, 2)
        return Bare(tasked, self._seconds(began, "received", keys, POINTS))

    def _all_speak(self, points: list[str], measures: str) -> tuple[float, float]:
        began = time.time()

        def speak(n: int) -> None:
            time.sleep(max(0.0, began + WITHIN * n / POINTS - time.time()))
            said = {"channel": "alarm", "measures": json.loads(measures)}
            self.world.fleet("POST", f"/devices/{points[n]}/publish", said)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(speak, range(len(points))))
        return began, time.time() - began

    def _say_bare(self, boot: str, seq: str) -> None:
        message = {"v": 1, "boot": int(boot), "seq": int(seq), "at": datetime.now(UTC).isoformat()}
        said = {"channel": "alarm", "raw": json.dumps(message)}
        self.world.fleet("POST", f"/devices/{self.bare_device}/publish", said)

    def _seconds(self, began: float, step: str, keys: list[str], many: int) -> float:
        """Seconds until so many keys have reached that step."""
        table, client = names.resource(self.world.city, FEATURE, "out"), self.world.dynamodb
        asked = [{"pk": {"S": f"{step}#{key}"}} for key in keys]

        def come() -> bool:
            found = client.batch_get_item(RequestItems={table: {"Keys": asked}})
            return len(found["Responses"][table]) >= many

        self._until(come, pause=0.05)
        return time.monotonic() - began

    def _answered(self, wanted: set[tuple[str, str]]) -> list[Row]:
        path = f"/v1/facilities/actions?community={self.cast.community}"
        found = [one for one in self._items(path) if (one["asset_id"], one["command"]) in wanted]
        done = [one for one in found if one["stage"] == "answered"]
        return done if len({one["asset_id"] for one in done}) == len(wanted) else []

    def _whole(self, points: set[str]) -> str | None:
        """The id of the incident that all points have joined, None if not yet."""
        for one in self._incidents():
            if one["subject"] in points and one["joined"] == POINTS - 1:
                return str(one["id"])
        return None

    def _facts(self, incident: str) -> list[Row]:
        shown = self._ask(f"/v1/incidents/{incident}")
        return [one for one in shown["timeline"] if one["kind"] in ("raised", "joined")]

    def _incidents(self) -> list[Row]:
        return self._items(f"/v1/incidents?community={self.cast.community}")

    def _items(self, path: str) -> list[Row]:
        found: list[Row] = self._ask(path)["items"]
        return found

    def _ask(self, path: str) -> Any:
        return self.world.ask("GET", path, self.cast.people["li"]).body

    def _on_its_way(self) -> bool:
        return any(drain.messages(self.home, queue) for queue in drain.read_queues(self.home))

    def _until(self, true: Callable[[], Any], pause: float = PAUSE) -> Any:
        limit = time.monotonic() + PATIENCE
        while not (found := true()):
            if time.monotonic() > limit:
                raise TimeoutError("a fire that is measured did not come to its end")
            time.sleep(pause)
        return found


def _story() -> Row:
    story: Row = yaml.safe_load(STORY.read_text("utf-8"))
    story["assets"] = {"cover": {"kind": "manhole", "grid": "${grid}"}}
    for number in range(ROUNDS + 1):
        place = {"grid": "${grid}", "building": f"{number}号楼", "zone": f"{number}号楼1层"}
        points = {"kind": "fire_detector", "count": POINTS, **place}
        story["assets"][f"b{number}_point"] = points
        for kind, command in LINKED.items():
            story["assets"][f"b{number}_{kind}"] = {"kind": kind, "certified": [command], **place}
    return story


def _at(stamp: str) -> float:
    return datetime.fromisoformat(stamp).timestamp()
