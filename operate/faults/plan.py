"""Which calls of which caller fail, and how, counted as they happen."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class Fault(StrEnum):
    """What happens to one call. "before": the service has done nothing yet; "after": it has done
    it, but the caller gets no answer.
    """

    KILL_BEFORE = "kill-before"
    KILL_AFTER = "kill-after"
    LOST_ANSWER = "lost-answer"  # the service did it, then the connection broke
    TWICE = "twice"  # delivered twice; the caller gets the second answer
    RESET = "reset"
    ERROR = "error"  # 500
    THROTTLE = "throttle"
    SILENCE = "silence"  # no answer until the caller gives up
    STOP_BEFORE = "stop-before"  # the whole engine
    STOP_AFTER = "stop-after"


STOPS = (Fault.STOP_BEFORE, Fault.STOP_AFTER)
AFTER = (Fault.LOST_ANSWER, Fault.KILL_AFTER, Fault.STOP_AFTER)
KILLS = (Fault.KILL_BEFORE, Fault.KILL_AFTER)


class Hop(NamedTuple):
    """One kind of call: `facilities-alarm` calls `dynamodb:UpdateItem`."""

    caller: str
    operation: Annotated[str, Field(pattern=r"^[a-z0-9-]+:\w+$")]


class Rule(BaseModel):
    """The fault of call number `call` of a hop, and of the following ones up to `times`, so that it
    can outlast the client's own retries.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    hop: Hop
    call: int = Field(ge=1)
    fault: Fault
    times: int = Field(default=1, ge=1)


RULES = TypeAdapter(tuple[Rule, ...])


class Plan:
    """Counts all calls, and returns the fault of a call, if any. Not thread-safe. `fired` counts
    each rule once, `struck` each call.
    """

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self.rules: dict[Hop, dict[int, Rule]] = defaultdict(dict)
        self.calls: Counter[Hop] = Counter()
        self.fired: Counter[tuple[Hop, Fault]] = Counter()
        self.struck: Counter[tuple[Hop, Fault]] = Counter()
        for rule in RULES.validate_python(tuple(rules)):
            for call in range(rule.call, rule.call + rule.times):
                if call in self.rules[rule.hop]:
                    raise ValueError(f"two faults for call {call} of {rule.hop}")
                self.rules[rule.hop][call] = rule

    def befalls(self, hop: Hop) -> Fault | None:
        self.calls[hop] += 1
        rule = self.rules[hop].get(self.calls[hop])
        if rule is None:
            return None
        if self.calls[hop] == rule.call:
            self.fired[hop, rule.fault] += 1
        self.struck[hop, rule.fault] += 1
        return rule.fault

    def by_fault(self) -> Counter[Fault]:
        count: Counter[Fault] = Counter()
        for (_, fault), times in self.fired.items():
            count[fault] += times
        return count

    def unfired(self) -> list[Rule]:
        rules = {rule for calls in self.rules.values() for rule in calls.values()}
        return [rule for rule in rules if self.calls[rule.hop] < rule.call]
