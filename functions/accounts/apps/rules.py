"""Changes of apps and consents. Pure: time comes in as an argument."""

from datetime import datetime
from typing import Any, NamedTuple

from events import Event
from events.accounts import AppRevoked, ConsentGiven, ConsentWithdrawn
from linli.errors import Invalid, Refused
from linli.roles import FIRST_PARTY, Actor, App, Consent, Titles
from linli.scopes import Scope

from .model import Registration, Terms

OURS = "linli"  # prefix of the city's own programs


class Said(NamedTuple):
    """A person with changed consents, and the events."""

    actor: Actor
    news: tuple[Event, ...] = ()


def registered(wanted: Registration, audience: str) -> App:
    """Refuse names of the city's own programs: an app's id_token must never pass for a token of the
    city.
    """
    if wanted.id.startswith(OURS) or wanted.id in (*FIRST_PARTY, audience):
        raise Invalid("reserved-name", "/body/id")
    return revised(App(id=wanted.id, **_fields(wanted)), wanted)


def revised(app: App, terms: Terms) -> App:
    """Added scopes do not extend existing consents: each person must agree to them."""
    if app.revoked_at:
        raise Refused("app-revoked")
    return app.model_copy(update=_fields(terms))


def revoked(app: App, now: datetime) -> App:
    return app if app.revoked_at else app.model_copy(update={"revoked_at": now})


def revocation(app: App, by: str, city: str, now: datetime) -> Event:
    return AppRevoked(community=city, at=now, client=app.id, by=by)


def consented(
    actor: Actor, app: App, scopes: tuple[Scope, ...], by: str, city: str, now: datetime
) -> Said:
    """Consent to exactly these scopes, replacing former ones."""
    if app.revoked_at:
        raise Refused("app-revoked", status=403)
    if not set(scopes) <= set(app.scopes):
        raise Invalid("beyond-app", "/body/scopes")
    known = next((one for one in actor.consents_at(now) if one.client == app.id), None)
    if known and set(known.scopes) == set(scopes):
        return Said(actor)
    new = Consent(client=app.id, scopes=scopes, since=now)
    fact = ConsentGiven(
        community=city, at=now, person=actor.id, client=app.id, scopes=scopes, by=by
    )
    return Said(_with(actor, app.id, new), (fact,))


def withdrawn(actor: Actor, client: str, by: str, city: str, now: datetime) -> Said:
    """Idempotent."""
    if all(one.client != client for one in actor.consents):
        return Said(actor)
    fact = ConsentWithdrawn(community=city, at=now, person=actor.id, client=client, by=by)
    return Said(_with(actor, client), (fact,))


def _with(actor: Actor, client: str, *new: Consent) -> Actor:
    others = (one for one in actor.consents if one.client != client)
    return actor.model_copy(update={"consents": (*others, *new)})


def _fields(terms: Terms) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(terms, name) for name in Terms.model_fields}
    return said | {"name": Titles(zh=terms.name.zh, en=terms.name.en)}
