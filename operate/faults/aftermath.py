"""What a drill leaves behind: incidents, facts, notices, messages, and nothing under way."""

from collections import Counter
from typing import NamedTuple

from operate.faults.met import Met, met
from operate.faults.plan import KILLS, Fault, Hop, Plan
from operate.faults.rest import Left
from operate.faults.said import Said
from operate.faults.tap import Fact
from operate.faults.telemetry.flock import Told as Heard
from operate.faults.telemetry.load import THEIRS
from operate.faults.thread import Told
from operate.faults.verdict import Verdict, judge


class Run(NamedTuple):
    told: list[Told]
    facts: set[Fact]
    again: Counter[str]
    said: Said
    left: Left
    devices: Heard | None = None

    @property
    def covers(self) -> list[str]:
        return [told.cover for told in self.told]


class Aftermath(NamedTuple):
    incidents: Verdict
    facts: Verdict
    notices: Verdict
    messages: Verdict
    heard: Verdict
    left: Left
    faults: Counter[Fault]
    met: Counter[str]  # faults, by the feature whose call they met
    kills: Counter[str]  # by function
    again: Counter[str]  # second deliveries, by queue
    restarts: int
    unfired: int
    broken: list[str]
    stalled: list[str]
    slowest: float
    struck: Met  # what met the calls on the way of the incidents
    devices: Heard | None  # what became of what they said
    struck_devices: Met  # what met the calls that take it

    @property
    def rested(self) -> bool:
        """Dead letters an operator sends again; all else must come right by itself."""
        return not (any(self.left[1:]) or self.broken)

    @property
    def total(self) -> int:
        return sum(self.faults.values()) + self.again.total() + 1  # the stop after a publish


def compare(
    usual: Run, found: Run, plan: Plan, restarts: int, broken: list[Exception]
) -> Aftermath:
    causes = _causes(usual, found)
    return Aftermath(
        incidents=_incidents(usual, found),
        facts=_facts(usual, found),
        notices=judge(causes, found.said.notices),
        messages=judge(found.said.arrived, found.said.carried),
        heard=judge(causes, found.said.read),
        left=found.left,
        faults=plan.by_fault(),
        met=_by_feature(plan.fired),
        kills=_deaths(plan.fired),
        again=found.again,
        restarts=restarts,
        unfired=len(plan.unfired()),
        broken=[repr(error) for error in broken],
        stalled=[f"{told.cover}: {told.stalled}" for told in found.told if told.stalled],
        slowest=max(told.seconds for told in found.told),
        struck=met(plan, lambda hop: hop.caller not in THEIRS, found.again.total()),
        devices=found.devices,
        struck_devices=_devices(plan, found.devices),
    )


def _devices(plan: Plan, heard: Heard | None) -> Met:
    again, ends = (heard.again, heard.ends) if heard else (0, 0)
    return met(plan, lambda hop: hop.caller in THEIRS, again, ends)


def _causes(usual: Run, found: Run) -> list[str]:
    """Of notices: each incident must bring about what the undisturbed one did."""
    told = sorted({one.partition(" ")[2] for one in usual.said.notices})
    return [f"{cover} {kind}" for cover in found.covers for kind in told]


def _incidents(usual: Run, found: Run) -> Verdict:
    return judge(
        found.covers,
        (told.cover for told in found.told for _ in told.incidents),
        {told.cover: told.facts for told in found.told},
        usual.told[0].facts,
    )


def _facts(usual: Run, found: Run) -> Verdict:
    covers = found.covers
    expected = {fact.name for fact in usual.facts if fact.about == usual.told[0].cover}
    return judge(
        (f"{cover} {name}" for cover in covers for name in expected),
        (f"{fact.about} {fact.name}" for fact in found.facts if fact.about in covers),
    )


def _by_feature(fired: Counter[tuple[Hop, Fault]]) -> Counter[str]:
    count: Counter[str] = Counter()
    for (hop, _), times in fired.items():
        count[hop.caller.partition("-")[0]] += times
    return count


def _deaths(fired: Counter[tuple[Hop, Fault]]) -> Counter[str]:
    count: Counter[str] = Counter()
    for (hop, fault), times in fired.items():
        if fault in KILLS:
            count[hop.caller] += times
    return count
