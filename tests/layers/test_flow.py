"""What is drawn of a workflow is what its definition says."""

from pathlib import Path

import pytest
import yaml

from linli.flow import flow

FUNCTIONS = Path(__file__).parents[2] / "functions"
MACHINES = [
    (path.parent.name, path.name.removesuffix(".asl.yaml"))
    for path in sorted(FUNCTIONS.glob("*/*.asl.yaml"))
]


@pytest.mark.parametrize(("feature", "machine"), MACHINES)
def test_every_state_and_every_way_is_drawn(feature, machine):
    written = yaml.safe_load((FUNCTIONS / feature / f"{machine}.asl.yaml").read_text("utf-8"))
    drawn = flow(feature, machine)
    assert {one.id for one in drawn.states} == set(written["States"])
    assert drawn.start in written["States"]
    for state in drawn.states:
        assert {edge.to for edge in state.edges} <= set(written["States"])
        assert state.ends or state.edges


@pytest.mark.parametrize(
    ("feature", "machine", "stage", "state"),
    [
        ("incidents", "handling", "raised", "Judge"),
        ("incidents", "handling", "late", "Dispatch"),
        ("incidents", "handling", "acknowledged", "Wait"),
        ("facilities", "answering", "sent", "Answers"),
        ("facilities", "importing", "reading", "Read"),
    ],
)
def test_a_stage_stands_in_a_state(feature, machine, stage, state):
    standing = [one.id for one in flow(feature, machine).states if stage in one.stages]
    assert standing == [state]


def test_a_state_says_which_step_it_calls():
    steps = {one.id: one.does for one in flow("incidents", "handling").states}
    assert steps == {
        "Resume": "",
        "Judge": "judge",
        "Dispatch": "dispatch",
        "Wait": "wait",
        "Done": "",
    }


def test_what_failed_is_another_way_than_what_went_well():
    ways = {
        one.id: {(e.to, e.when) for e in one.edges}
        for one in flow("facilities", "answering").states
    }
    assert ("Close", "error") in ways["Send"]
    assert ("Resume", "next") in ways["Send"]
