"""Cedar, in process: a feature's policies.cedar, parsed and validated once against its routes.

Whatever goes wrong in a decision is a refusal: a `forbid` whose condition fails would else be
skipped, and so allow.
"""

from importlib.resources import files
from typing import Any

import cedarpy

from linli.places import ancestors

NOUNS = """
entity Role;
entity Community in [Community];
entity Actor in [Role] {person: String, place: Community};
entity Noun in [Community] {assignee?: String, handler?: String};
"""
Entity = dict[str, Any]


class Policy:
    """ValueError if the policies do not fit the schema, or name an action that no route has."""

    def __init__(self, package: str, actions: set[str]) -> None:
        text = files(package).joinpath("policies.cedar").read_text()
        named = ", ".join(f'"{action}"' for action in sorted(actions))
        applies = "principal: Actor, resource: [Noun, Community], context: {now: Long}"
        self.schema = cedarpy.Schema.from_str(
            f"{NOUNS} action {named} appliesTo {{{applies}}};" if named else NOUNS
        )
        self.policies = cedarpy.PolicySet.from_str(text)
        result = cedarpy.validate_policies(text, self.schema)
        if not result.validation_passed:
            raise ValueError([str(error) for error in result.errors])

    def allows(self, actor: Entity, action: str, resource: Entity, now: int) -> str | None:
        """The id of the policy that permits, or None."""
        entities = [actor, resource, *_places(resource), *_places(actor)]
        request = {
            "principal": _uid(actor),
            "action": f'Action::"{action}"',
            "resource": _uid(resource),
            "context": {"now": now},
        }
        try:
            answer = cedarpy.is_authorized(request, self.policies, _once(entities), self.schema)
        except Exception:  # noqa: BLE001 - an undecided request is a refused one
            return None
        if answer.decision != cedarpy.Decision.Allow or answer.diagnostics.errors:
            return None
        return ",".join(sorted(answer.diagnostics.reasons)) or "unnamed"


def actor(sub: str, role: str, place: str) -> Entity:
    """One membership, a principal of its own."""
    return {
        "uid": {"type": "Actor", "id": sub},
        "attrs": {"person": sub, "place": {"__entity": {"type": "Community", "id": place}}},
        "parents": [{"type": "Role", "id": role}],
    }


def community(place: str) -> Entity:
    parents = [{"type": "Community", "id": wider} for wider in ancestors(place)]
    return {"uid": {"type": "Community", "id": place}, "attrs": {}, "parents": parents}


def noun(kind: str, noun_id: str, place: str, attributes: dict[str, str]) -> Entity:
    return {
        "uid": {"type": "Noun", "id": f"{kind}#{noun_id}"},
        "attrs": attributes,
        "parents": [{"type": "Community", "id": place}],
    }


def _places(entity: Entity) -> list[Entity]:
    """The communities an entity refers to, with all that contains them."""
    named = [parent["id"] for parent in entity["parents"] if parent["type"] == "Community"]
    if "place" in entity["attrs"]:
        named.append(entity["attrs"]["place"]["__entity"]["id"])
    return [community(place) for name in named for place in (name, *ancestors(name))]


def _once(entities: list[Entity]) -> list[Entity]:
    return list({(e["uid"]["type"], e["uid"]["id"]): e for e in entities}.values())


def _uid(entity: Entity) -> str:
    return f'{entity["uid"]["type"]}::"{_quoted(entity["uid"]["id"])}"'


def _quoted(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')
