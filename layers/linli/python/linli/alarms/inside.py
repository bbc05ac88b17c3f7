"""Whether samples are inside all limits of a kind, without anything being loaded. Pure."""

from collections import defaultdict
from collections.abc import Iterable

from linli.messages import Sample

from .model import Change, Rule, Threshold
from .model import leaves as leaves_of


class Inside:
    """Of the rules of one kind, made once. A sample of a measure of which a rule of change tells is
    never inside, as it needs those that are near; of absences, `following.stirs` knows.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.limits: dict[str, list[Threshold]] = defaultdict(list)
        self.changes: set[str] = set()
        for step in (step for rule in rules for step in rule.steps):
            for leaf in leaves_of(step.when):
                if isinstance(leaf, Threshold):
                    self.limits[leaf.measure].append(leaf)
                elif isinstance(leaf, Change):
                    self.changes.add(leaf.measure)

    def __call__(self, samples: Iterable[Sample]) -> bool:
        return not any(
            measure in self.changes
            or any(limit.holds(value, before=False) for limit in self.limits.get(measure, ()))
            for sample in samples
            for measure, value in sample.measures.items()
        )
