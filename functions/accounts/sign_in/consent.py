"""Whether a person lets an app of somebody else have what it asks for."""

from datetime import UTC, datetime
from typing import cast

from functions.accounts import store
from linli.roles import Actor, Consent
from linli.scopes import Scope
from linli.store import until_settled

from . import people
from .clients import Client


def asked(scope: str) -> list[Scope]:
    """What of the scopes of a request a person decides."""
    return [cast(Scope, one) for one in scope.split() if one != "openid"]


def missing(client: Client, scope: str, person: str) -> bool:
    """The city's own programs need none."""
    if client.app is None:
        return False
    return not set(asked(scope)) <= set(_held(people.actor(person), client.client_id))


def give(client: Client, scope: str, chosen: list[str], person: str) -> str:
    """Keeps what he chose of what was asked, beside what he allowed before; the scope granted."""
    granted = [one for one in asked(scope) if one in chosen]

    def settle() -> None:
        before = people.actor(person)
        others = [one for one in _held(before, client.client_id) if one not in asked(scope)]
        kept = Consent(client=client.client_id, scopes=(*others, *granted), since=datetime.now(UTC))
        rest = [one for one in before.consents if one.client != client.client_id]
        store.save(before, before.model_copy(update={"consents": (*rest, kept)}))

    until_settled(settle)
    return " ".join(["openid", *granted])


def _held(actor: Actor, client_id: str) -> list[Scope]:
    return [scope for one in actor.consents if one.client == client_id for scope in one.scopes]
