"""A workflow as shown to people: its states, transitions, and the stages that wait in each.

It is derived from the state machine's definition, so the drawing cannot differ from what runs.
"""

import re
from functools import cache
from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler.openapi.params import Query

from linli.api import Api
from linli.auth import CallerNow
from linli.model import Fact
from linli.places import Place
from linli.rows import read

CONDITION = re.compile(r"stage (?:=|in) (\[[^\]]*\]|'[^']*')")
NAMED = re.compile(r"'([^']*)'")


class Edge(Fact):
    """`stages` are those in which the transition is taken; none if it is always taken."""

    to: str
    when: Literal["next", "stage", "default", "error"]
    stages: tuple[str, ...] = ()


class State(Fact):
    """`does` is the function of steps.py that the state calls; `stages` are those that
    wait in it.
    """

    id: str
    type: str
    does: str = ""
    ends: bool = False
    stages: tuple[str, ...] = ()
    edges: tuple[Edge, ...] = ()


class Flow(Fact):
    machine: str
    about: str
    start: str
    states: tuple[State, ...]


class Flows(Fact):
    items: list[Flow]


def drawn(api: Api, *machines: str) -> None:
    """Add the route that shows these state machines to the feature's API."""

    def list_workflows(caller: CallerNow, community: Annotated[Place, Query()]) -> Flows:
        caller.must(community)
        return Flows(items=[flow(api.feature, machine) for machine in machines])

    api.get(
        f"/v1/{api.feature}/workflows",
        action="list_workflows",
        summary="The steps of the state machines, and the stages of each",
    )(list_workflows)


@cache
def flow(feature: str, machine: str) -> Flow:
    written = read(feature, f"{machine}.asl")
    states = {name: _edges(state) for name, state in written["States"].items()}
    standing: dict[str, list[str]] = {}
    for edge in (edge for edges in states.values() for edge in edges):
        standing.setdefault(edge.to, []).extend(edge.stages)
    return Flow(
        machine=machine,
        about=" ".join(written.get("Comment", "").split()),
        start=written["StartAt"],
        states=tuple(
            _state(name, written["States"][name], edges, standing.get(name, []))
            for name, edges in states.items()
        ),
    )


def _state(name: str, state: dict[str, Any], edges: list[Edge], stages: list[str]) -> State:
    payload = state.get("Arguments", {}).get("Payload", {})
    return State(
        id=name,
        type=state["Type"],
        does=str(payload.get("step", "")),
        ends=bool(state.get("End")) or state["Type"] in ("Succeed", "Fail"),
        stages=tuple(stages),
        edges=tuple(edges),
    )


def _edges(state: dict[str, Any]) -> list[Edge]:
    found = [
        Edge(to=one["Next"], when="stage", stages=_stages(one.get("Condition", "")))
        for one in state.get("Choices", [])
    ]
    if "Default" in state:
        found.append(Edge(to=state["Default"], when="default"))
    if "Next" in state:
        found.append(Edge(to=state["Next"], when="next"))
    return found + [Edge(to=one["Next"], when="error") for one in state.get("Catch", [])]


def _stages(condition: str) -> tuple[str, ...]:
    return tuple(name for said in CONDITION.findall(condition) for name in NAMED.findall(said))
