"""HTTP routes of what a person lets apps do. Of one under fourteen his guardian says it."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from linli import clock
from linli.auth import CallerNow
from linli.city import city
from linli.errors import Refused
from linli.roles import FIRST_PARTY, Consent
from linli.store import until_settled

from . import rules_apps, rules_people, store, store_apps
from .model import Name
from .model_apps import ClientId, Consented, Consenting, Consents
from .routes import api

Client = Annotated[ClientId, Path()]


@api.get(
    "/v1/accounts/consents", own=True, scope="consents", summary="What the caller lets apps do"
)
def list_consents(caller: CallerNow) -> Consents:
    return Consents(items=[_shown(one) for one in store.actor(caller.id).consents])


@api.post(
    "/v1/accounts/consents",
    own=True,
    scope="consents",
    status_code=201,
    summary="Let an app do just this; what else it was let do ends",
)
def give_consent(wish: Consenting, caller: CallerNow) -> Consented:
    if caller.client not in FIRST_PARTY:
        raise Refused("beyond-consent", status=403)  # no app widens its own

    def settle() -> Consented:
        before, here, now = store.actor(caller.id), city().code, clock.now(city().code)
        if caller.mandate is None:
            rules_people.of_age(before, now)
        app = store_apps.app(wish.client)
        said = rules_apps.consented(before, app, wish.scopes, caller.by, here, now)
        store.save(before, said.actor, said.news)
        return next(_shown(one) for one in said.actor.consents if one.client == app.id)

    return until_settled(settle)


@api.post(
    "/v1/accounts/consents/<client>/withdrawals",
    own=True,
    scope="consents",
    status_code=201,
    summary="Let an app do nothing any more, at once",
)
def withdraw_consent(client: Client, caller: CallerNow) -> Consents:
    def settle() -> Consents:
        before, now = store.actor(caller.id), clock.now(city().code)
        said = rules_apps.withdrawn(before, client, caller.by, city().code, now)
        store.save(before, said.actor, said.news)
        return Consents(items=[_shown(one) for one in said.actor.consents])

    return until_settled(settle)


def _shown(consent: Consent) -> Consented:
    app = store_apps.known(consent.client)
    name = Name(**app.name.model_dump()) if app else None
    return Consented(**consent.model_dump(), name=name)
