"""What a run under faults left behind, beside what an undisturbed run leaves."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Verdict(NamedTuple):
    """Of causes (one tilt of one cover, say) and of what each must bring about exactly once."""

    causes: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    other: tuple[str, ...]  # once, but not as in the undisturbed run

    @property
    def good(self) -> bool:
        return not (self.lost or self.doubled or self.other)

    def __str__(self) -> str:
        counts = f"{len(self.lost)} lost, {len(self.doubled)} doubled, {len(self.other)} different"
        return f"{self.causes} causes: {counts}"


def judge(
    causes: Iterable[str],
    effects: Iterable[str],
    stories: Mapping[str, Sequence[str]] | None = None,
    undisturbed: Sequence[str] = (),
) -> Verdict:
    """`effects` names the cause of each effect found; `stories` tells what became of each cause."""
    expected, found = set(causes), Counter(effects)
    told = stories or {}
    return Verdict(
        causes=len(expected),
        lost=tuple(sorted(expected - set(found))),
        doubled=tuple(sorted(cause for cause, times in found.items() if times > 1)),
        other=tuple(
            sorted(
                {cause for cause in found if cause not in expected}
                | {cause for cause, story in told.items() if list(story) != list(undisturbed)}
            )
        ),
    )
