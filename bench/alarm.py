"""`bench alarm`: the time from a device's message to the assignee's inbox, beside a bare chain of
hops, and to the phone: the hint over MQTT, and the message through a gateway.

Both run in one city, alternating, warm, with twenty open incidents. AWS calls are counted
afterwards through the proxy of the fault drill with an empty plan.
"""

import json
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from statistics import median, quantiles

import httpx

from bench.chain.build import FEATURE, HOPS, Chain, build
from bench.figures import Figure, Progress, at_most, of_textbook
from linli import names
from operate import after_deploy, devices, engine_process, testing
from operate.faults.crowd import Crowd
from operate.faults.plan import Plan
from operate.faults.proxy import Proxy
from operate.faults.thread import TILTED, Thread
from operate.home import Home
from operate.scenario.world import World

OPEN, ROUNDS, WARM = 20, 30, 3
PAUSE = 0.01  # seconds between two polls
SHARE, P95 = 1.5, 3.0
INBOX, HINT, CARRIED = "inbox", "telephone, the hint", "telephone, the message"
OURS = ("facilities-alarm", "facilities-outbox", "incidents-reactions", "incidents-steps",
        "incidents-outbox", "notify-reactions")  # fmt: skip
BARE = ("take", "tell", "react", "step", "ask", "receive")


def run(_: Home, progress: Progress) -> list[Figure]:
    progress("a city of its own")
    with testing.running(keep=False, part="bench") as home:
        race = Race(home)
        progress(f"{OPEN} open incidents")
        race.open()
        ours, floor = race.run(progress)
        progress("counting the calls")
        calls = race.calls()
    return _figures(ours, floor, calls)


class Race:
    def __init__(self, home: Home) -> None:
        self.home, self.world = home, World.current(home)
        self.chain: Chain = build(home, self.world.city)
        self.crowd = Crowd(self.world, OPEN + WARM + ROUNDS + 1, patience=60)
        self.crowd.cast.enter()
        self.device = f"BE-{self.crowd.cast.lot.number:05}"
        community = self.crowd.cast.community
        devices.provision(home, self.world.city, FEATURE, community, self.device)
        self.threads = [Thread(self.crowd, cover) for cover in self.crowd.covers]
        self.http = httpx.Client(timeout=30, trust_env=False)
        self.messages, self.known = 0, dict[str, set[str]]()
        self.phone = self.crowd.people["wang"]
        devices.provision_phone(home, self.world.city, community, self.phone)
        self.world.fleet("POST", f"/devices/{self.phone}/connect", {})
        self.looks = {INBOX: self._inbox, HINT: self._hinted, CARRIED: self._carried}

    def open(self) -> None:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(Thread.dispatched, self.threads[:OPEN]))
        self.threads = self.threads[OPEN:]
        self.known = {name: look() for name, look in self.looks.items()}

    def run(self, progress: Progress) -> tuple[list[dict[str, float]], list[float]]:
        """Seconds of each; the first rounds only warm up the workers."""
        dice = random.Random(1)  # noqa: S311 - an order, not a secret
        ours: list[dict[str, float]] = []
        floor: list[float] = []
        for round_ in range(WARM + ROUNDS):
            progress(f"round {round_ + 1} of {WARM + ROUNDS}")
            both: list[Callable[[], None]] = [
                lambda: ours.append(self.alarm()),
                lambda: floor.append(self.bare()),
            ]
            dice.shuffle(both)
            for one in both:
                one()
        return ours[WARM:], floor[WARM:]

    def alarm(self) -> dict[str, float]:
        """Waits until the alarm is in the assignee's inbox and on the phone."""
        thread, began = self.threads.pop(), time.monotonic()
        thread.tilt(1, TILTED)
        took: dict[str, float] = {}
        while len(took) < len(self.looks):
            for name, look in self.looks.items():
                if name not in took and look() - self.known[name]:
                    took[name] = time.monotonic() - began
            time.sleep(PAUSE)
        self._read(self.looks[INBOX]() - self.known[INBOX])
        self.known = {name: look() for name, look in self.looks.items()}
        return took

    def bare(self) -> float:
        self.messages += 1
        message = {"v": 1, "boot": 1, "seq": self.messages, "at": datetime.now(UTC).isoformat()}
        path, began = f"{self.chain.address}/1-{self.messages}", time.monotonic()
        said = {"channel": "alarm", "raw": json.dumps(message)}
        self.world.fleet("POST", f"/devices/{self.device}/publish", said)
        while self.http.get(path).status_code != httpx.codes.OK:
            time.sleep(PAUSE)
        return time.monotonic() - began

    def calls(self) -> tuple[int, int]:
        """The AWS calls of one alarm, by Linli's functions and by the bare chain's."""
        prefix = names.resource(self.world.city, "")
        proxy = Proxy(self.home.port("engine"), prefix, Plan())
        proxy.start(self.home.port("wire"))
        engine_process.stop(self.home)
        wired = {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{proxy.port}"}
        engine_process.start(self.home, self.home.region(), wired)
        out = self.home.path("out", self.world.city)
        after_deploy.settle(self.home, self.world.city, out)
        proxy.plan = Plan()
        self.alarm()
        self.bare()
        seen = proxy.plan.calls
        bare = {f"{FEATURE}-{part}" for part in BARE}
        return (
            sum(times for hop, times in seen.items() if hop.caller in OURS),
            sum(times for hop, times in seen.items() if hop.caller in bare),
        )

    def _read(self, notices: set[str]) -> None:
        """Marks notices as read, so that none is escalated while the next alarm is measured."""
        for notice in notices:
            path = f"/v1/notify/notices/{notice}/receipts"
            self.crowd.ask("POST", path, "wang", {"kind": "read"})

    def _inbox(self) -> set[str]:
        page = self.crowd.ask("GET", "/v1/notify/notices", "wang")
        return {notice["id"] for notice in page["items"]}

    def _hinted(self) -> set[str]:
        heard = self.world.fleet("GET", f"/devices/{self.phone}/heard")["heard"]
        return {str(one["payload"]) for one in heard}

    def _carried(self) -> set[str]:
        return set(self.crowd.carried("wang"))


def _figures(
    took: list[dict[str, float]], floor: list[float], calls: tuple[int, int]
) -> list[Figure]:
    ours, *phone = ([one[name] for one in took] for name in (INBOX, HINT, CARRIED))
    late = _p95(ours), _p95(floor)
    middle = of_textbook(
        "alarm to inbox, median",
        median(ours), median(floor), min(floor), "s", SHARE,
    )  # fmt: skip
    tail = at_most(f"alarm to inbox, p95, {OPEN} open", late[0], P95, "s")
    return [
        middle._replace(goal=f"≤ {SHARE:g} × bare hops"),
        tail._replace(textbook=late[1]),
        *(
            Figure(f"alarm to {name}, {what}", by(of), None, None, "s", "", None)
            for name, of in zip((HINT, CARRIED), phone, strict=True)
            for what, by in (("median", median), ("p95", _p95))
        ),
        Figure("alarm to inbox, hops", len(HOPS), len(HOPS), None, "hops", "", None),
        Figure("alarm to inbox, AWS calls", calls[0], calls[1], None, "calls", "", None),
    ]


def _p95(of: list[float]) -> float:
    return quantiles(of, n=20)[-1]
