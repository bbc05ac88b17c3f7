"""Runs incidents from the alarm to the closing under faults, and the same without any.

The engine is restarted so that its workers reach it through the proxy, and restarted without the
proxy at the end. The template is that of an account and knows nothing of a drill.
"""

import threading
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from linli import names
from operate import after_deploy, drain, engine_process
from operate.faults import aftermath, stops, visibility
from operate.faults.aftermath import Aftermath
from operate.faults.crowd import Crowd, Stalled
from operate.faults.drawing import draw
from operate.faults.notices import collect
from operate.faults.plan import KILLS, Hop, Plan
from operate.faults.proxy import Proxy
from operate.faults.rest import Rest
from operate.faults.size import Size
from operate.faults.tap import Tap
from operate.faults.telemetry import load
from operate.faults.telemetry.flock import DevicesOutcome, Flock, mounted
from operate.faults.telemetry.load import THEIRS, Load
from operate.faults.thread import Thread, counted
from operate.here import City
from operate.home import Home
from operate.progress import note, step
from operate.scenario.world import World

SAMPLE = 2  # incidents in the undisturbed run
SURE = 0.8  # faults are planned within this share of the calls expected from the sample
ON_THE_WAY = (
    "facilities-alarm", "facilities-outbox", "facilities-reactions", "incidents-", "notify-",
    "accounts-answers",
)  # fmt: skip
WANTED = (*ON_THE_WAY, *THEIRS, "facilities-sweeper", "accounts-issuer")  # warm before a run
AGAIN = 0.3  # share of events that are delivered twice


class Drill:
    """One drill over a running city; `rounds` runs it."""

    def __init__(self, home: Home, size: Size) -> None:
        self.home, self.size = home, size
        self.world = World.current(home)
        self.city = self.world.city
        self.proxy = Proxy(home.port("engine"), names.resource(self.city, ""), Plan(), self.restart)
        self.stopping = threading.Lock()
        self.restarts = 0
        self.calls: Counter[Hop] = Counter()  # of the latest run

    def rounds(self, seeds: Iterable[int]) -> Generator[tuple[int, Aftermath]]:
        """One round per seed, compared with one undisturbed run. Close it to remove the proxy."""
        with self._wire():
            with step(f"{SAMPLE} incidents undisturbed"):
                usual = self._play(0, SAMPLE, load.SAMPLE)
            seen = self.calls
            for seed in seeds:
                self.restarts = 0
                with step(f"{self.size.incidents} incidents under faults, seed {seed}"):
                    plan = self._plan(seen, seed)
                    found = self._play(seed, self.size.incidents, self.size.load, plan)
                yield seed, aftermath.compare(usual, found, plan, self.restarts, self.proxy.broken)

    def restart(self) -> None:
        """Stops the engine by SIGTERM and starts it again, as `linli down` and `linli up` do."""
        with self.stopping:
            self.proxy.down = True
            self._start_again({"AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.proxy.port}"})
            self.proxy.down = False
            try:
                self._settle(WANTED)
            except after_deploy.Unfit as error:  # maybe because of a fault; the verdict will tell
                note(str(error))
            self.restarts += 1

    def _start_again(self, environment: dict[str, str]) -> None:
        engine_process.stop(self.home)
        engine_process.start(self.home, self.home.region(), environment)

    def _settle(self, of: tuple[str, ...]) -> None:
        after_deploy.settle(self.home, self.city, self.home.path("out", self.city), of)

    def _plan(self, seen: Counter[Hop], seed: int) -> Plan:
        scale = self.size.incidents / SAMPLE * SURE
        hops = {hop: int(n * scale) for hop, n in seen.items() if hop.caller.startswith(ON_THE_WAY)}
        taken = list(stops.rules(hops, self.size.stops, seed))
        drawn = draw(seed, hops, self.size.faults - len(taken), taken)
        drawn += load.rules(seen, self.size.load, seed)
        deaths = sum(rule.fault in KILLS for rule in drawn)
        met = len({rule.hop for rule in drawn})
        faults = f"{len(drawn)} faults at {met} hops, {deaths} of them kills"
        note(f"{faults}; {len(taken) + 1} stops of the engine")
        return Plan([*taken, *drawn])

    def _play(
        self, seed: int, incidents: int, flock: Load, plan: Plan | None = None
    ) -> aftermath.Run:
        """One run in a community of its own. The plan, if any, takes effect once that is set up."""
        crowd = Crowd(self.world, incidents, self.size.patience, mounted(flock))
        city = City(self.home, self.city)
        crowd.cast.enter()
        rest = Rest(city, crowd)
        tap = Tap(self.home, self.city, seed, AGAIN if plan else 0)
        tap.open()
        self.proxy.plan = plan or Plan()
        try:
            threads = [
                self._thread(crowd, number, disturbed=bool(plan)) for number in range(incidents)
            ]
            with ThreadPoolExecutor(self.size.at_once + 2) as pool:
                duty = pool.submit(rest.on_duty)
                devices = pool.submit(Flock(crowd, city, flock, seed).run)
                try:
                    ended = list(pool.map(Thread.run, threads))
                    heard = _heard(devices)
                    left = rest.settle(tap)
                    outcomes = counted(crowd, ended)
                finally:
                    rest.over.set()  # else the pool would wait for `on_duty` for ever
                duty.result()
            notices = collect(crowd, outcomes)
            return aftermath.Run(outcomes, tap.facts, tap.again, notices, left, heard)
        finally:
            rest.over.set()
            self.calls, self.proxy.plan = self.proxy.plan.calls, Plan()
            tap.close()
            crowd.cast.leave()

    def _thread(self, crowd: Crowd, number: int, *, disturbed: bool) -> Thread:
        """Every fourth device repeats its messages; one in the middle stops the engine after it has
        published.
        """
        stop = self.restart if disturbed and number == self.size.at_once else None
        repeat = disturbed and number % 4 == 0
        return Thread(crowd, crowd.covers[number], repeat=repeat, afterwards=stop)

    @contextmanager
    def _wire(self) -> Iterator[None]:
        self.proxy.start(self.home.port("wire"))
        try:
            with step("engine behind the wire"):
                drain.drain(self.home)  # else messages that a stopped worker holds cause a wait
                self.restart()
            with visibility.shortened(self.home):
                yield
        finally:
            with step("engine without the wire"):
                self._start_again({})
                self._settle(())
            self.proxy.stop()


def _heard(devices: Future[DevicesOutcome]) -> DevicesOutcome | None:
    try:
        return devices.result()
    except Stalled as error:
        note(str(error))
        return None
