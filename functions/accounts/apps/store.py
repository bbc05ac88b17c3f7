"""Storage of third-party apps. Keys are spelled in the store files and nowhere else.

app#<client_id>   app               a registered app, revoked or not; listed by id; read by
                                    linli.members
consent#<sub>     <client>#<since>  a former consent; present ones are in the actor's row
"""

from datetime import UTC, datetime

from events import Event
from functions.accounts import terms
from linli import members
from linli.errors import Conflict, Invalid, NotFound, Refused, Stale
from linli.roles import Actor, App
from linli.store import Page, Write, commit, create, listing, load, stored

from .model import Past

LIST = "apps"


def app(client: str) -> App:
    return load(f"app#{client}", "app", App)


def known(client: str) -> App | None:
    try:
        return app(client)
    except NotFound:
        return None


def apps(after: str) -> Page[App]:
    return listing(LIST, App, after=after)


def register(app: App, request: str) -> App:
    try:
        return create(_writing(app, request=request), model=App)
    except Invalid:
        raise Refused("already-registered") from None


def revise(app: App, version: int) -> App:
    """Replace the given version; Stale, with the current one, if it has another."""
    new = app.model_copy(update={"version": version})
    try:
        return change(new)
    except Conflict:
        raise Stale(load(f"app#{app.id}", "app", App), version) from None


def change(app: App, news: tuple[Event, ...] = ()) -> App:
    commit(_writing(app, news))
    members.forget()
    return stored(app)


def past(before: Actor, after: Actor) -> tuple[Write, ...]:
    """The writes of former consents that changed, kept for their retention."""
    now, over = datetime.now(UTC), (one for one in before.consents if one not in after.consents)
    expires = terms.after(terms.known(), "consent-kept", now)
    kept = [Past(person=before.id, ended_at=now, **one.model_dump()) for one in over]
    return tuple(
        Write(f"consent#{one.person}", f"{one.client}#{one.since}", one, expires=expires)
        for one in kept
    )


def _writing(app: App, news: tuple[Event, ...] = (), request: str | None = None) -> Write:
    return Write(f"app#{app.id}", "app", app, news, listed=(LIST, app.id), request=request)
