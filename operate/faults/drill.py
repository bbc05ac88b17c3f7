"""Incidents from tilt to closing under faults, beside an undisturbed run of the same.

The engine is started anew so that its workers call it through the wire, and once more at the end,
without it. The template is the one that accounts get: nothing in it knows of a drill.
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
from operate.faults.plan import KILLS, Hop, Plan, draw
from operate.faults.proxy import Proxy
from operate.faults.rest import Rest
from operate.faults.said import said
from operate.faults.size import Size
from operate.faults.tap import Tap
from operate.faults.telemetry import load
from operate.faults.telemetry.flock import Flock, Told, mounted
from operate.faults.telemetry.load import THEIRS, Load
from operate.faults.thread import Thread, counted
from operate.here import City
from operate.home import Home
from operate.progress import note, step
from operate.scenario.world import World

SAMPLE = 2  # incidents of the undisturbed run
SURE = 0.8  # of the calls that the sample promises; a fault planned later might never come
ON_THE_WAY = (
    "facilities-alarm", "facilities-outbox", "facilities-reactions", "incidents-", "notify-",
    "accounts-answers",
)  # fmt: skip
WANTED = (*ON_THE_WAY, *THEIRS, "facilities-sweeper", "accounts-issuer")  # all that takes part
AGAIN = 0.3  # of all facts are delivered twice


class Drill:
    def __init__(self, home: Home, size: Size) -> None:
        self.home, self.size = home, size
        self.world = World.current(home)
        self.city = self.world.city
        self.proxy = Proxy(home.port("engine"), names.resource(self.city, ""), Plan(), self.restart)
        self.stopping = threading.Lock()
        self.restarts = 0
        self.calls: Counter[Hop] = Counter()  # of the last run

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
        """The engine ends by TERM and starts again, as `down` and `up` would do it."""
        with self.stopping:
            self.proxy.down = True
            self._again({"AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.proxy.port}"})
            self.proxy.down = False
            try:
                self._settle(WANTED)
            except after_deploy.Unfit as error:  # a fault may have met it; the verdict tells
                note(str(error))
            self.restarts += 1

    def _again(self, environment: dict[str, str]) -> None:
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
        told = f"{len(drawn)} faults at {met} hops, {deaths} of them deaths"
        note(f"{told}; {len(taken) + 1} stops of the engine")
        return Plan([*taken, *drawn])

    def _play(
        self, seed: int, incidents: int, flock: Load, hurt: Plan | None = None
    ) -> aftermath.Run:
        """Under the plan, if there is one; it begins when the community is ready."""
        crowd = Crowd(self.world, incidents, self.size.patience, mounted(flock))
        city = City(self.home, self.city)
        crowd.cast.enter()
        rest = Rest(city, crowd)
        tap = Tap(self.home, self.city, seed, AGAIN if hurt else 0)
        tap.open()
        self.proxy.plan = hurt or Plan()
        try:
            threads = [self._thread(crowd, number, hurt=bool(hurt)) for number in range(incidents)]
            with ThreadPoolExecutor(self.size.at_once + 2) as pool:
                duty = pool.submit(rest.on_duty)
                devices = pool.submit(Flock(crowd, city, flock, seed).run)
                try:
                    ended = list(pool.map(Thread.run, threads))
                    heard = _heard(devices)
                    left = rest.settle(tap)
                    told = counted(crowd, ended)
                finally:
                    rest.over.set()  # the pool waits for whoever is on duty, whatever went wrong
                duty.result()
            people = said(crowd, told)
            return aftermath.Run(told, tap.facts, tap.again, people, left, heard)
        finally:
            rest.over.set()
            self.calls, self.proxy.plan = self.proxy.plan.calls, Plan()
            tap.close()
            crowd.cast.leave()

    def _thread(self, crowd: Crowd, number: int, *, hurt: bool) -> Thread:
        """Every fourth device repeats itself; in the midst one speaks and the engine stops."""
        stop = self.restart if hurt and number == self.size.at_once else None
        repeat = hurt and number % 4 == 0
        return Thread(crowd, crowd.covers[number], repeat=repeat, afterwards=stop)

    @contextmanager
    def _wire(self) -> Iterator[None]:
        self.proxy.start(self.home.port("wire"))
        try:
            with step("engine behind the wire"):
                drain.drain(self.home)  # else what a stopped worker held is waited for
                self.restart()
            with visibility.shortened(self.home):
                yield
        finally:
            with step("engine without the wire"):
                self._again({})
                self._settle(())
            self.proxy.stop()


def _heard(devices: Future[Told]) -> Told | None:
    try:
        return devices.result()
    except Stalled as error:
        note(str(error))
        return None
