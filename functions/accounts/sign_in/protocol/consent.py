"""Consent of people to the scopes of third-party apps."""

from datetime import datetime
from typing import cast

from functions.accounts.apps import rules as rules_apps
from functions.accounts.apps import store as store_apps
from functions.accounts.members import store as store_members
from linli import clock
from linli.city import city
from linli.roles import Actor, App
from linli.scopes import Scope
from linli.store import until_settled

from .clients import Client


def asked(scope: str) -> list[Scope]:
    """The requested scopes that need consent."""
    return [cast(Scope, one) for one in scope.split() if one != "openid"]


def missing(client: Client, scope: str, person: str) -> bool:
    """Whether consent is missing; the city's own programs need none."""
    if client.app is None:
        return False
    held = _held(store_members.actor(person), client.app, clock.now(city().code))
    return held is None or not set(asked(scope)) <= set(held)


def give(app: App, scope: str, chosen: list[str], person: str) -> str:
    """Stores the chosen scopes in addition to former ones; returns the granted scope."""
    wanted, here = asked(scope), city().code
    granted = [one for one in wanted if one in chosen]

    def settle() -> None:
        before, now = store_members.actor(person), clock.now(here)
        others = [one for one in _held(before, app, now) or () if one not in wanted]
        kept = tuple(sorted([*others, *granted]))
        said = rules_apps.consented(before, app, kept, person, here, now)
        past = store_apps.past(before, said.actor)
        store_members.save(before, said.actor, said.news, *past)

    until_settled(settle)
    return " ".join(["openid", *granted])


def _held(actor: Actor, app: App, now: datetime) -> tuple[Scope, ...] | None:
    """None without consent, or after its end."""
    found = (one.scopes for one in actor.consents_at(now) if one.client == app.id)
    held = next(found, None)
    return None if held is None else tuple(one for one in held if one in app.scopes)
