"""Routes of people's consents to apps; a guardian consents for a child under fourteen."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from functions.accounts.members import store as store_members
from functions.accounts.model import Name
from functions.accounts.people import rules as rules_people
from functions.accounts.routes import api
from linli import clock
from linli.auth import CallerNow
from linli.city import city
from linli.errors import Refused
from linli.roles import FIRST_PARTY, Consent
from linli.store import until_settled

from . import rules, store
from .model import ClientId, Consented, Consenting, Consents

Client = Annotated[ClientId, Path()]


@api.get(
    "/v1/accounts/consents", own=True, scope="consents", summary="The caller's consents to apps"
)
def list_consents(caller: CallerNow) -> Consents:
    lasting = store_members.actor(caller.id).consents_at(clock.now(city().code))
    return Consents(items=[_shown(one) for one in lasting])


@api.post(
    "/v1/accounts/consents",
    own=True,
    scope="consents",
    status_code=201,
    summary="Consent to exactly these scopes of an app; others end",
)
def give_consent(wish: Consenting, caller: CallerNow) -> Consented:
    if caller.client not in FIRST_PARTY:
        raise Refused("beyond-consent", status=403)  # an app cannot extend its own consent

    def settle() -> Consented:
        before, here, now = store_members.actor(caller.id), city().code, clock.now(city().code)
        if caller.mandate is None:
            rules_people.of_age(before, now)
        app = store.app(wish.client)
        said = rules.consented(before, app, wish.scopes, caller.by, here, now)
        past = store.past(before, said.actor)
        store_members.save(before, said.actor, said.news, *past)
        return next(_shown(one) for one in said.actor.consents if one.client == app.id)

    return until_settled(settle)


@api.post(
    "/v1/accounts/consents/<client>/withdrawals",
    own=True,
    scope="consents",
    status_code=201,
    summary="Withdraw the consent to an app, at once",
)
def withdraw_consent(client: Client, caller: CallerNow) -> Consents:
    def settle() -> Consents:
        before, now = store_members.actor(caller.id), clock.now(city().code)
        said = rules.withdrawn(before, client, caller.by, city().code, now)
        past = store.past(before, said.actor)
        store_members.save(before, said.actor, said.news, *past)
        return Consents(items=[_shown(one) for one in said.actor.consents_at(now)])

    return until_settled(settle)


def _shown(consent: Consent) -> Consented:
    app = store.known(consent.client)
    name = Name(**app.name.model_dump()) if app else None
    return Consented(**consent.model_dump(), name=name)
