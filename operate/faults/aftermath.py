"""The result of a round: what happened to incidents, events, notices and device messages, compared
with the undisturbed run, and what is still in progress.
"""

from collections import Counter
from typing import NamedTuple

from operate.faults.met import Met, met
from operate.faults.notices import Notices
from operate.faults.plan import KILLS, Fault, Hop, Plan
from operate.faults.rest import Left
from operate.faults.tap import Fact
from operate.faults.telemetry.flock import DevicesOutcome
from operate.faults.telemetry.load import THEIRS
from operate.faults.thread import Outcome
from operate.faults.verdict import Verdict, judge


class Run(NamedTuple):
    """What one run produced. `facts` are the events seen on the bus, `again` the second deliveries
    by the tap, by queue; `devices` is None if the devices' messages were never settled.
    """

    outcomes: list[Outcome]
    facts: set[Fact]
    again: Counter[str]
    notices: Notices
    left: Left
    devices: DevicesOutcome | None = None

    @property
    def covers(self) -> list[str]:
        return [one.cover for one in self.outcomes]


class Aftermath(NamedTuple):
    """One round under faults. `met`: faults by the feature whose calls they hit. `kills`: by
    function. `again`: second deliveries by queue. `unfired`: planned faults whose call never came.
    `broken`: failures of the proxy itself, which make the round void. `slowest`: seconds.
    """

    incidents: Verdict
    facts: Verdict
    notices: Verdict
    messages: Verdict
    receipts: Verdict
    left: Left
    faults: Counter[Fault]
    met: Counter[str]
    kills: Counter[str]
    again: Counter[str]
    restarts: int
    unfired: int
    broken: list[str]
    stalled: list[str]
    slowest: float
    struck: Met  # the faults that hit calls on behalf of incidents
    devices: DevicesOutcome | None
    struck_devices: Met  # the faults that hit calls on behalf of device messages

    @property
    def rested(self) -> bool:
        """Whether everything came to its end without help. Dead letters do not count against it: an
        operator sends them again.
        """
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
        notices=judge(causes, found.notices.inbox),
        messages=judge(found.notices.arrived, found.notices.carried),
        receipts=judge(causes, found.notices.read),
        left=found.left,
        faults=plan.by_fault(),
        met=_by_feature(plan.fired),
        kills=_deaths(plan.fired),
        again=found.again,
        restarts=restarts,
        unfired=len(plan.unfired()),
        broken=[repr(error) for error in broken],
        stalled=[f"{one.cover}: {one.stalled}" for one in found.outcomes if one.stalled],
        slowest=max(one.seconds for one in found.outcomes),
        struck=met(plan, lambda hop: hop.caller not in THEIRS, found.again.total()),
        devices=found.devices,
        struck_devices=_devices(plan, found.devices),
    )


def _devices(plan: Plan, outcome: DevicesOutcome | None) -> Met:
    again, ends = (outcome.again, outcome.ends) if outcome else (0, 0)
    return met(plan, lambda hop: hop.caller in THEIRS, again, ends)


def _causes(usual: Run, found: Run) -> list[str]:
    """The expected notices: those of the undisturbed run, for each cover."""
    kinds = sorted({one.partition(" ")[2] for one in usual.notices.inbox})
    return [f"{cover} {kind}" for cover in found.covers for kind in kinds]


def _incidents(usual: Run, found: Run) -> Verdict:
    return judge(
        found.covers,
        (one.cover for one in found.outcomes for _ in one.incidents),
        {one.cover: one.facts for one in found.outcomes},
        usual.outcomes[0].facts,
    )


def _facts(usual: Run, found: Run) -> Verdict:
    covers = found.covers
    expected = {fact.name for fact in usual.facts if fact.about == usual.outcomes[0].cover}
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
