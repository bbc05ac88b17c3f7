"""Every case in which somebody may or may not, and what policies answer to it."""

import itertools
import json
import random
import re
from collections.abc import Callable, Iterator, Set
from functools import cache, cached_property
from typing import Any, NamedTuple

import cedarpy

from linli import policy
from linli.places import ancestors
from operate.reference import features
from tests.policies.tables import (
    MAY,
    MAY_NOT,
    NEVER,
    NOT_SAID,
    PURPOSES,
    RELATED,
    ROLES,
    WORDS,
    Said,
    Table,
    givens,
    read,
    relation,
)

HERE = "140105001001"
INSIDE = {"its own": HERE, "its city": "140100000000"}
PLACES = INSIDE | {  # of the membership
    "a part of it": HERE + "001",
    "another community": "140105001002",
    "another city": "140200000000",
}
WAYS = ("himself", "app", "mandate")
AT_HOME = ("its own", "himself")
ELSEWHERE = [*((at, "himself") for at in list(PLACES)[1:]), *(("its own", w) for w in WAYS[1:])]
ODD = "Odd"  # a kind that no policy knows; it names everybody, and a role
SOME = ("", "resident", "merchant", "auditor", NOT_SAID)  # of the roles given, one a strength


class Thing(NamedTuple):
    kind: str
    given: str
    relation: str
    people: tuple[tuple[str, str], ...]  # attribute → me, another; who is not said is left out


class Case(NamedTuple):
    said: Said
    role: str
    thing: Thing
    at: tuple[str, str] = AT_HOME  # where the role is held, and how it is used

    def __str__(self) -> str:
        return " · ".join((self.role, *filter(None, self.said), *self.at))


class Feature:
    """The table of a feature, its policies, and what they answer to every case."""

    def __init__(self, name: str) -> None:
        api = features.apis()[name]
        self.name, self.table, self.policy = name, read(name), api._policy
        self.text = (features.ROOT / f"functions/{name}/policies.cedar").read_text("utf-8")
        self.schema, self.routed = self.policy.schema, set(api.actions.values())

    def mark(self, case: Case) -> str:
        return self.table.marks.get(case.said, {}).get(case.role, MAY_NOT)

    def may(self, case: Case) -> bool:
        where, way = case.at
        return where in INSIDE and way == "himself" and self.mark(case) == MAY

    def might(self, case: Case) -> bool:
        """Were there something that permits everything."""
        return case.at[1] == "himself" and self.mark(case) != NEVER

    @cached_property
    def cases(self) -> dict[str, list[Case]]:
        """By action; those first that show when a condition is missing. Always in one order."""
        found = {action: list(_cases(self.table, action)) for action in sorted(self.routed)}
        far = _far(self.table)
        for cases in found.values():
            random.Random(1).shuffle(cases)  # noqa: S311 - no secret
            cases.sort(key=far)
        return found

    @cached_property
    def told(self) -> dict[str, list[Case]]:
        """Those that the table has a line for. What may never be may be nowhere: one place else."""
        known = self.table.marks

        def here(case: Case) -> bool:
            return case.said in known and case.at[0] in ("its own", "another city")

        return {action: list(filter(here, cases)) for action, cases in self.cases.items()}

    def wrong(
        self, policies: cedarpy.PolicySet, cases: list[Case], right: Callable[[Case], bool]
    ) -> list[str]:
        answers = zip(cases, self._ask(policies, cases), strict=True)
        return [f"{'allowed' if may else 'refused'}: {c}" for c, may in answers if may != right(c)]

    def _ask(self, policies: cedarpy.PolicySet, cases: list[Case]) -> list[bool]:
        """Whether each is allowed; an error is a refusal, as in linli.policy. Cases that differ in
        nothing that the policies read are one request.
        """
        read = _read(str(policies))
        asked = [_asked(case, read) for case in cases]
        once = dict.fromkeys(asked)
        requests = [_request(*one) for one in once]
        answers = cedarpy.is_authorized_batch(requests, policies, self._entities, self.schema)
        given = [answer.allowed and not answer.diagnostics.errors for answer in answers]
        allowed = dict(zip(once, given, strict=True))
        return [allowed[one] for one in asked]

    @cached_property
    def _entities(self) -> cedarpy.Entities:
        places = {wider for at in PLACES.values() for wider in (at, *ancestors(at))}
        actors = [policy.Actor("me", role, at) for role in ROLES for at in PLACES.values()]
        nouns = {thing for thing in _things(self.table) if thing.kind != "place"}
        known = [*map(policy._actor, actors), *map(policy._community, places), *map(_noun, nouns)]
        return cedarpy.Entities.from_json_str(json.dumps(known), self.schema)


def _cases(table: Table, action: str) -> Iterator[Case]:
    """All of the kinds that the table tells of; of others, and elsewhere, what could differ."""
    own = table.kinds(action)
    for thing, purpose in itertools.product(_things(table), PURPOSES):
        some, mine = thing.given in SOME, thing.kind in own
        said = Said(action, thing.kind, thing.given, thing.relation, purpose)
        for role in ROLES if mine or (some and thing.relation != NOT_SAID) else ():
            yield Case(said, role, thing)
            if some and mine:
                yield from (Case(said, role, thing, at) for at in ELSEWHERE)


def _far(table: Table) -> Callable[[Case], bool]:
    """Whether a case is more than one thing away from all that is allowed."""
    rows = table.marks.items()
    allowed = {(role, said) for said, row in rows for role, mark in row.items() if mark == MAY}
    known = {said for _, said in allowed}
    near = {(role, less) for role, said in allowed for less in _less(said)}

    def far(case: Case) -> bool:
        if case.at != AT_HOME:
            return (case.role, case.said) not in allowed
        about = {(case.role, less) for less in _less(case.said)}
        return case.said not in known and near.isdisjoint(about)

    return far


@cache
def _less(said: Said) -> frozenset[Said]:
    """What was said, each part of it left out in turn."""
    return frozenset(said._replace(**{part: "*"}) for part in Said._fields)


def _things(table: Table) -> Iterator[Thing]:
    for kind in sorted(table.kinds() | {ODD}):
        for given in givens(kind, table.naming | {ODD}):
            for people in _people(kind):
                yield Thing(kind, given, relation(kind, dict(people)), people)


def _people(kind: str) -> Iterator[tuple[tuple[str, str], ...]]:
    if kind == ODD:
        yield from (tuple((name, who) for name in WORDS.values()) for who in ("me", "another"))
        return
    named = RELATED.get(kind, ())
    for who in itertools.product(("me", "another", ""), repeat=len(named)):
        yield tuple((name, one) for name, one in zip(named, who, strict=True) if one)


def as_asked(thing: Thing) -> policy.Thing:
    """As linli.policy has it."""
    role = () if thing.given in ("", NOT_SAID) else (("role", thing.given),)
    kind = "" if thing.kind == "place" else thing.kind
    return policy.Thing(HERE, kind, (*thing.people, *role))


def _noun(thing: Thing) -> dict[str, Any]:
    return policy._noun(_uid(thing), as_asked(thing))


def _uid(thing: Thing) -> dict[str, str]:
    if thing.kind == "place":
        return {"type": "Community", "id": HERE}
    return {"type": "Noun", "id": f"{thing.kind} {thing.given} {thing.people}"}


def _context(purpose: str, way: str) -> str:
    why = {} if purpose == "none" else {"purpose": purpose}
    return json.dumps({"now": 0, **why, **({} if way == "himself" else {way: "x"})})


CONTEXTS = {at: _context(*at) for at in itertools.product(PURPOSES, WAYS)}


def _read(policies: str) -> Set[str]:
    """What policies can read of a context: whatever word of it stands in them, and everything where
    one of them takes it whole.
    """
    said = {"purpose", *WAYS}
    whole = re.search(r"\bcontext\b(?!\.\w| has \w)", policies)
    return said if whole else said & set(re.findall(r"\w+", policies))


def _asked(case: Case, read: Set[str]) -> tuple[str, str, str, Thing, str]:
    """Action, role, where it is held, thing and context, without what nobody reads."""
    where, way = case.at
    purpose = case.said.purpose if "purpose" in read else "none"
    context = CONTEXTS[purpose, way if way in read else "himself"]
    return case.said.action, case.role, where, case.thing, context


def _request(action: str, role: str, where: str, thing: Thing, context: str) -> dict[str, Any]:
    return {
        "principal": policy._actor_uid(policy.Actor("me", role, PLACES[where])),
        "action": {"type": "Action", "id": action},
        "resource": _uid(thing),
        "context": context,
    }
