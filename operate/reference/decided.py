"""What a feature's policies permit, found by evaluating them for all cases that they can
distinguish.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, NamedTuple, get_args

import cedarpy
from cedarpy import pst

from linli import policy
from linli.purposes import Purpose
from linli.roles import Role
from operate.home import ROOT

ROLES: tuple[str, ...] = get_args(Role)
PURPOSES: tuple[str, ...] = ("", *get_args(Purpose))
HERE = "140105001001"
PLACE = "place"
PEOPLE = ("person", "proposer", "assignee", "handler")  # attributes that name a person


class Case(NamedTuple):
    """A kind of resource, the role that it names, and its relation to the caller."""

    kind: str
    given: str = ""
    relation: str = ""  # the attribute that is the caller; "": all are other people


Answer = dict[str, frozenset[str]]  # purposes by role; roles that may not at all are left out


@cache
def answers(api: Any, action: str) -> dict[Case, Answer]:
    """For all cases of the kinds with which anybody may do it."""
    found = {case: _answer(api._policy, action, case) for case in _cases(api, action)}
    kinds = {case.kind for case, answer in found.items() if answer}
    return {case: answer for case, answer in found.items() if case.kind in kinds}


def never(feature: str) -> list[str]:
    """What is forbidden whatever else is permitted, in the policies' own words."""
    return [one.annotations["id"] for one in _policies(feature) if one.effect == "forbid"]


def _answer(decider: policy.Policy, action: str, case: Case) -> Answer:
    thing = _thing(case)
    asked = [(policy.actor("me", role, HERE), thing) for role in ROLES]
    may = {why: decider.decide(asked, action, 0, purpose=why) for why in PURPOSES}
    found = {r: frozenset(why for why in PURPOSES if may[why][n]) for n, r in enumerate(ROLES)}
    return {role: purposes for role, purposes in found.items() if purposes}


def _thing(case: Case) -> policy.Thing:
    if case.kind == PLACE:
        return policy.community(HERE)
    named = {name: "me" if name == case.relation else "another" for name in PEOPLE}
    role = {"role": case.given} if case.given else {}
    return policy.noun(case.kind, "x", HERE, named | role)


def _cases(api: Any, action: str) -> Iterator[Case]:
    """Only with attributes that the policies for the action mention, as others make no
    difference.
    """
    words = {word for one in _policies(api.feature) if _about(one, action) for word in _words(one)}
    yield Case(PLACE)
    for kind in sorted(word.removeprefix("kind ") for word in words if word.startswith("kind ")):
        for given in ROLES if "role" in words else ("",):
            yield Case(kind, given)
            yield from (Case(kind, given, one) for one in PEOPLE if one in words)


@cache
def _policies(feature: str) -> tuple[pst.Template, ...]:
    text = (ROOT / f"functions/{feature}/policies.cedar").read_text("utf-8")
    return tuple(cedarpy.policies_to_pst(text).static_policies.values())


def _about(one: pst.Template, action: str) -> bool:
    if isinstance(one.action, pst.ActionEq):
        return one.action.entity.id == action
    if isinstance(one.action, pst.ActionIn):
        return action in {entity.id for entity in one.action.entities}
    return True


def _words(node: Any) -> Iterator[str]:
    """The attributes of resources that policies use, and the kinds that they name."""
    if isinstance(node, pst.GetAttr) and node.base != pst.Var(name="principal"):
        yield node.attr
    if isinstance(node, pst.BinaryOp) and getattr(node.left, "attr", "") == "kind":
        yield f"kind {getattr(node.right, 'value', '')}"
    parts = node if isinstance(node, tuple) else ()
    if is_dataclass(node):
        parts = tuple(getattr(node, field.name) for field in fields(node))
    for part in parts:
        yield from _words(part)
