"""Compares the effects found after faults with those expected from an undisturbed run."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Verdict(NamedTuple):
    """On causes, such as the tilt of a cover, each of which must have its effect exactly once."""

    causes: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    other: tuple[str, ...]  # unexpected, or not as in the undisturbed run

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
    """`effects` has the name of the cause for each effect found. `stories` has what followed from
    each cause, which must equal `undisturbed`.
    """
    expected, found = set(causes), Counter(effects)
    stories = stories or {}
    return Verdict(
        causes=len(expected),
        lost=tuple(sorted(expected - set(found))),
        doubled=tuple(sorted(cause for cause, times in found.items() if times > 1)),
        other=tuple(
            sorted(
                {cause for cause in found if cause not in expected}
                | {cause for cause, story in stories.items() if list(story) != list(undisturbed)}
            )
        ),
    )
