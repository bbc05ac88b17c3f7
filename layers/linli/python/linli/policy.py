"""Cedar, in process: a feature's policies.cedar, parsed and validated against its routes once.

Any error during a decision denies it: Cedar skips a `forbid` whose condition fails to evaluate,
which would otherwise allow the request.
"""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import cedarpy

from linli.observe import logger
from linli.places import ancestors

NOUNS = """
entity Role;
entity Community in [Community];
entity Actor in [Role] {person: String, place: Community};
entity Noun in [Community] {
  kind: String, assignee?: String, handler?: String, person?: String, role?: String,
  proposer?: String
};
"""
CONTEXT = "{now: Long, purpose?: String, app?: String, mandate?: String}"
APPLIES = f"principal: Actor, resource: [Noun, Community], context: {CONTEXT}"


class Actor(NamedTuple):
    """One membership, as a Cedar principal of its own."""

    person: str
    role: str
    place: str


class Thing(NamedTuple):
    """The resource: a noun in a place or, without a kind, the place itself."""

    place: str
    kind: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


Case = tuple[Actor, Thing]
ENTITIES = cedarpy.Schema.from_str(NOUNS)  # without actions: they would join every entity set


class Policy:
    """ValueError if the policies do not fit the schema or name an action without a route."""

    def __init__(self, package: str, actions: set[str]) -> None:
        text = files(package).joinpath("policies.cedar").read_text("utf-8")
        named = ", ".join(f'"{action}"' for action in sorted(actions))
        self.schema = cedarpy.Schema.from_str(
            f"{NOUNS} action {named} appliesTo {{{APPLIES}}};" if named else NOUNS
        )
        self.policies = cedarpy.PolicySet.from_str(text)
        result = cedarpy.validate_policies(text, self.schema)
        if not result.validation_passed:
            raise ValueError([str(error) for error in result.errors])
        self._standing = lru_cache(256)(self._stand)

    def allows(
        self, actor: Actor, action: str, thing: Thing, now: int, **context: str | None
    ) -> str | None:
        """The name of the permitting policy, or None."""
        return self.decide([(actor, thing)], action, now, **context)[0]

    def decide(
        self, cases: Sequence[Case], action: str, now: int, **context: str | None
    ) -> list[str | None]:
        """As `allows` for many cases at once; entities that they share are parsed once."""
        try:
            answers = self._answers(cases, action, {"now": now, **context})
            return [_permitting(answer) for answer in answers]
        except Exception:  # noqa: BLE001 - a request that cannot be decided is denied
            logger.exception("undecidable", action=action)
            return [None] * len(cases)

    def _answers(
        self, cases: Sequence[Case], action: str, context: dict[str, Any]
    ) -> list[cedarpy.AuthzResult]:
        uids = {
            thing: _uid("Noun", str(n)) if thing.kind else _uid("Community", thing.place)
            for n, thing in enumerate(dict.fromkeys(thing for _, thing in cases))
        }
        said = {name: value for name, value in context.items() if value is not None}
        same = {"action": _uid("Action", action), "context": json.dumps(said)}
        asked = [
            {"principal": _actor_uid(actor), "resource": uids[thing], **same}
            for actor, thing in cases
        ]
        entities = self._entities(cases, uids)
        return cedarpy.is_authorized_batch(asked, self.policies, entities, self.schema)

    def _entities(
        self, cases: Sequence[Case], uids: dict[Thing, dict[str, str]]
    ) -> cedarpy.Entities:
        actors = tuple(dict.fromkeys(actor for actor, _ in cases))
        known = self._standing(actors, tuple(dict.fromkeys(thing.place for thing in uids)))
        nouns = [_noun(uid, thing) for thing, uid in uids.items() if thing.kind]
        return known.with_added_json_str(json.dumps(nouns), ENTITIES) if nouns else known

    def _stand(self, actors: tuple[Actor, ...], places: tuple[str, ...]) -> cedarpy.Entities:
        """Entities of memberships and places; cached, because consecutive decisions mostly share
        them.
        """
        named = dict.fromkeys((*places, *(actor.place for actor in actors)))
        all_of = dict.fromkeys(place for name in named for place in (name, *ancestors(name)))
        parsed = [*map(_actor, actors), *map(_community, all_of)]
        return cedarpy.Entities.from_json_str(json.dumps(parsed), ENTITIES)


def actor(sub: str, role: str, place: str) -> Actor:
    return Actor(sub, role, place)


def community(place: str) -> Thing:
    return Thing(place)


def noun(kind: str, noun_id: str, place: str, attributes: dict[str, str]) -> Thing:
    return Thing(place, kind, tuple(attributes.items()))


def _permitting(answer: cedarpy.AuthzResult) -> str | None:
    said = answer.diagnostics
    if answer.decision != cedarpy.Decision.Allow or said.errors:
        return None
    names = said.id_annotations_by_reason
    return ", ".join(sorted(names.get(reason) or reason for reason in said.reasons)) or "unnamed"


def _actor(actor: Actor) -> dict[str, Any]:
    return {
        "uid": _actor_uid(actor),
        "attrs": {"person": actor.person, "place": {"__entity": _uid("Community", actor.place)}},
        "parents": [_uid("Role", actor.role)],
    }


def _actor_uid(actor: Actor) -> dict[str, str]:
    return _uid("Actor", "|".join(actor))


def _community(place: str) -> dict[str, Any]:
    wider = _uids("Community", ancestors(place))
    return {"uid": _uid("Community", place), "attrs": {}, "parents": wider}


def _noun(uid: dict[str, str], thing: Thing) -> dict[str, Any]:
    attributes = {"kind": thing.kind, **dict(thing.attributes)}
    return {"uid": uid, "attrs": attributes, "parents": _uids("Community", [thing.place])}


def _uids(kind: str, names: Iterable[str]) -> list[dict[str, str]]:
    return [_uid(kind, name) for name in names]


def _uid(kind: str, name: str) -> dict[str, str]:
    return {"type": kind, "id": name}
