"""Plays many stories in parallel; those that affect the whole city come last, one by one."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from operate.scenario.player import Outcome, play
from operate.scenario.story import Story
from operate.scenario.tell import Teller
from operate.scenario.world import World

SIDE_BY_SIDE = 4
FEW = 4  # stories; more failures than that are no coincidence


def run(stories: Sequence[Story], world: World, tell: Teller) -> list[Outcome]:
    """The outcomes, in the order of the stories."""
    beside = [story for story in stories if not story.alone]
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        playing = {id(story): pool.submit(play, story, world, tell) for story in beside}
    alone = {id(story): play(story, world, tell) for story in stories if story.alone}
    return [alone.get(id(story)) or playing[id(story)].result() for story in stories]


def once_more(
    stories: Sequence[Story], outcomes: Sequence[Outcome], world: World, tell: Teller
) -> list[Outcome]:
    """The outcomes after the stories that failed, if they are few, were played once more, one by
    one.
    """
    if sum(not outcome.passed for outcome in outcomes) > FEW:
        return list(outcomes)
    return [
        outcome if outcome.passed else _again(story, outcome, world, tell)
        for story, outcome in zip(stories, outcomes, strict=True)
    ]


def _again(story: Story, first: Outcome, world: World, tell: Teller) -> Outcome:
    second = play(story, world, tell)
    if not second.passed or first.failure is None:
        return second
    at = first.failure["id"] or first.failure["step"]
    tell.remarks(story, f"passed at its second playing; at its first it failed at {at}:")
    tell.explains(story, first.failure)
    return second


def summary(passed: int, failed: int) -> str:
    return f"{passed} passed, {failed} failed"
