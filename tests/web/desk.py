"""What the tests of a desk share: a building with fire devices, and who answers for it."""

from functools import cache

from operate.scenario.cast import Cast
from operate.scenario.story import Story

HERE = {"grid": "${grid}", "building": "3号楼", "zone": "3号楼1层"}
STORY = {
    "title": {"zh": "指挥席测试社区", "en": "Community of the desk's tests"},
    "people": {
        "wang": "grid_worker",
        "zhao": "grid_worker",
        "li": "community_worker",
        "bai": "official",
        "chen": "property_manager",
    },
    "assets": {
        "smoke": {"kind": "fire_detector", **HERE},
        "heat": {"kind": "fire_detector", **HERE},
        "siren": {"kind": "siren", "certified": ["sound"], **HERE},
        "valve": {"kind": "gas_valve", "certified": ["close"], **HERE},
        "cover": {"kind": "manhole"},
        "lid": {"kind": "manhole"},
        "lift": {"kind": "elevator"},
    },
    "grid": {"name": "第一网格"},
    "rosters": {"community": {"duty": ["wang"]}},
    "chain": {"operator": "${li}", "levels": [{"post": "duty", "place": "community"}]},
    "steps": [{"advance": "1 second"}],
}


class Quiet(Cast):
    """Its assets have no device until a test wants one (`mount`): most are only looked at."""

    def __init__(self, story, world):
        super().__init__(story, world)
        self.mount = cache(super().connect)

    def connect(self, name):
        """None of them by itself."""


def town(world, story=STORY):
    """A community of its own for each file of tests."""
    made = Quiet(Story.model_validate(story), world)
    made.enter()
    yield made
    made.leave()
