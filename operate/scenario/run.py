"""Plays many stories side by side; those that restart the engine come last, each alone."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from operate.scenario.player import Outcome, play
from operate.scenario.story import Story
from operate.scenario.tell import Teller
from operate.scenario.world import World

SIDE_BY_SIDE = 4


def run(stories: Sequence[Story], world: World, tell: Teller) -> list[Outcome]:
    """The outcomes, in the order of the stories."""
    beside = [story for story in stories if not story.alone]
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        playing = {id(story): pool.submit(play, story, world, tell) for story in beside}
    alone = {id(story): play(story, world, tell) for story in stories if story.alone}
    return [alone.get(id(story)) or playing[id(story)].result() for story in stories]


def summary(passed: int, failed: int) -> str:
    return f"{passed} passed, {failed} failed"
