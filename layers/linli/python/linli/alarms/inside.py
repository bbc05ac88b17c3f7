"""Whether samples are within all limits of a kind, from the rules alone. Pure."""

from collections.abc import Callable, Iterable

from linli.messages import Sample

from .model import COMPARE, Change, Rule, Threshold
from .model import leaves as leaves_of

Compare = Callable[[float, float], bool]


class Inside:
    """Built once from the rules of one kind. A sample of a measure with a rule of change is never
    inside, as that depends on the samples nearby; absences are left to `following.needs_fold`.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.limits: dict[str, list[tuple[Compare, float]]] = {}
        for step in (step for rule in rules for step in rule.steps):
            for leaf in leaves_of(step.when):
                if isinstance(leaf, Threshold):
                    self._hold(leaf.measure, COMPARE[leaf.compare], leaf.value)
                elif isinstance(leaf, Change):
                    self._hold(leaf.measure, _always, 0)

    def __call__(self, samples: Iterable[Sample]) -> bool:
        """Runs for each reading of the city, hence plain loops."""
        limits = self.limits
        for sample in samples:
            for measure, value in sample.measures.items():
                for passes, limit in limits.get(measure, ()):
                    if passes(value, limit):
                        return False
        return True

    def _hold(self, measure: str, passes: Compare, limit: float) -> None:
        self.limits.setdefault(measure, []).append((passes, limit))


def _always(_value: float, _limit: float) -> bool:
    return True
