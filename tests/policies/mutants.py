"""Policies with one thing taken away: a policy, a condition, a name in a list."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import fields, is_dataclass, replace
from typing import Any, NamedTuple

import cedarpy
from cedarpy import pst

Policies = Mapping[str, pst.Template]


class Mutant(NamedTuple):
    policy: str  # its name
    effect: pst.Effect
    changed: pst.Template | None  # None: it is left out
    policies: Policies
    actions: frozenset[str] | None  # whose cases may be answered otherwise; None: all

    def __str__(self) -> str:
        now = self.changed and f"as\n{whole({self.changed.id: self.changed})}"
        return f"“{self.policy}” {now or 'left out'}"


def parsed(text: str) -> Policies:
    return cedarpy.policies_to_pst(text).static_policies


def whole(policies: Policies) -> cedarpy.PolicySet:
    return cedarpy.PolicySet.from_pst(pst.PolicySet({}, policies, ()))


def about(policies: Policies, actions: Set[str] | None) -> cedarpy.PolicySet:
    """Those that can say anything of the actions: fewer are asked faster."""

    def says(one: pst.Template) -> bool:
        named = _actions(one)
        return actions is None or named is None or bool(named & actions)

    return whole({id_: one for id_, one in policies.items() if says(one)})


def of(policies: Policies) -> Iterator[Mutant]:
    for id_, one in policies.items():
        name, actions = (one.annotations["id"], one.effect), _actions(one)
        yield Mutant(*name, None, {k: v for k, v in policies.items() if k != id_}, actions)
        for less in _less(one):
            touched = None if _actions(less) is None else actions
            yield Mutant(*name, less, {**policies, id_: less}, touched)


def _actions(one: pst.Template) -> frozenset[str] | None:
    if isinstance(one.action, pst.ActionEq):
        return frozenset({one.action.entity.id})
    if isinstance(one.action, pst.ActionIn):
        return frozenset(entity.id for entity in one.action.entities)
    return None


def _less(one: pst.Template) -> Iterator[pst.Template]:
    for part in ("principal", "action", "resource"):
        if getattr(one, part) != pst.ScopeAny():
            yield replace(one, **{part: pst.ScopeAny()})
    for clauses in _shorter(one.clauses):
        yield replace(one, clauses=clauses)
    yield from _simpler(one)


def _simpler(node: Any) -> Iterator[Any]:
    """The node less one side of an `and` or `or`, or less an element of a list, at any depth."""
    if isinstance(node, pst.BinaryOp) and node.op in ("and", "or"):
        yield from (node.left, node.right)
    if isinstance(node, pst.Set | pst.ActionIn):
        (listed,) = fields(node)
        yield from (type(node)(less) for less in _shorter(getattr(node, listed.name)) if less)
    if isinstance(node, tuple):
        for at, part in enumerate(node):
            yield from ((*node[:at], less, *node[at + 1 :]) for less in _simpler(part))
    elif is_dataclass(node) and not isinstance(node, type):
        for field in fields(node):
            part = getattr(node, field.name)
            yield from (replace(node, **{field.name: less}) for less in _simpler(part))


def _shorter(items: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    return [(*items[:at], *items[at + 1 :]) for at in range(len(items))]
