"""Routes of third-party apps, registered by the city."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from functions.accounts import notes
from functions.accounts.routes import After, api
from linli import clock
from linli.api import IdempotencyKey, IfMatch
from linli.auth import CallerNow
from linli.city import city
from linli.roles import App
from linli.store import until_settled

from . import rules, store
from .model import Apps, ClientId, Registration, Terms

Client = Annotated[ClientId, Path()]


@api.post(
    "/v1/accounts/apps",
    action="register_app",
    status_code=201,
    summary="Register an app: its addresses, scopes and rate limit",
)
def register_app(wanted: Registration, key: IdempotencyKey, caller: CallerNow) -> App:
    caller.must(city().code)
    app = rules.registered(wanted, city().audience)
    return store.register(app, caller.digest(wanted, key))


@api.get("/v1/accounts/apps", action="list_apps", summary="Registered apps, by id")
def list_apps(caller: CallerNow, after: After = "") -> Apps:
    caller.must(city().code)
    page = store.apps(after)
    return Apps(items=page.items, next=page.next)


@api.get("/v1/accounts/apps/<client>", action="show_app", summary="A registered app")
def show_app(client: Client, caller: CallerNow) -> App:
    caller.must(city().code)
    return store.app(client)


@api.put(
    "/v1/accounts/apps/<client>",
    action="revise_app",
    summary="Change an app's name, scopes and rate limit",
)
def revise_app(client: Client, terms: Terms, version: IfMatch, caller: CallerNow) -> App:
    caller.must(city().code)
    return store.revise(rules.revised(store.app(client), terms), version)


@api.post(
    "/v1/accounts/apps/<client>/revocations",
    action="revoke_app",
    status_code=201,
    summary="Revoke an app for everybody",
)
def revoke_app(client: Client, caller: CallerNow) -> App:
    caller.must(city().code)

    def settle() -> App:
        before, here, now = store.app(client), city().code, clock.now(city().code)
        after = rules.revoked(before, now)
        if after == before:
            return before
        told = notes.app_revoked(client, after.owner, here, now)
        return store.change(after, (rules.revocation(after, caller.id, here, now), told))

    return until_settled(settle)
