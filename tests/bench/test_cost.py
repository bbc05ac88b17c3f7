"""The incident whose cost is measured is the only one of its cover, and closed."""

import pytest

from bench.fire import cost
from operate.faults.thread import Outcome


class Crowd:
    def __init__(self, **stages):
        self.stages = stages

    def incidents(self, stage):
        return [
            {"id": name, "subject": cover} for name, cover in self.stages.get(stage, {}).items()
        ]


@pytest.fixture
def ended(monkeypatch):
    def run(thread):
        return Outcome(thread.cover, ["raised", "closed"], 1.0)

    monkeypatch.setattr(cost.Thread, "run", run)


def test_the_incident_of_the_cover_is_found(ended):
    assert cost._closed(Crowd(closed={"i1": "c1", "i2": "c2"}), "c2") == "i2"


def test_a_cover_with_two_incidents_has_no_cost(ended):
    with pytest.raises(RuntimeError, match="did not close"):
        cost._closed(Crowd(closed={"i1": "c1"}, open={"i2": "c1"}), "c1")
