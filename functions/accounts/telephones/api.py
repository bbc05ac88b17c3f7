"""Routes to change one's phone number, proved by a code."""

from datetime import UTC, datetime
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from functions.accounts import notes
from functions.accounts.members import store as store_members
from functions.accounts.people import rules as rules_people
from functions.accounts.people import store as store_people
from functions.accounts.people.model import Language
from functions.accounts.routes import api
from linli import clock
from linli.auth import Caller, CallerNow
from linli.city import city
from linli.errors import Refused
from linli.store import commit, until_settled

from . import codes
from .model import Code, Sent, Wanted

ChallengeId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


@api.post(
    "/v1/accounts/telephones",
    own=True,
    status_code=201,
    summary="Send a code to the caller's new phone number",
)
def want_telephone(wanted: Wanted, caller: CallerNow) -> Sent:
    _may(caller)
    language = store_people.person(caller.id).language
    sent = codes.send(wanted.phone, language, caller.id, caller.id)
    return Sent(challenge=sent.id, until=sent.until)


@api.post(
    "/v1/accounts/telephones/<challenge>/confirmations",
    own=True,
    status_code=201,
    summary="Confirm the new phone number by its code; the former one no longer signs one in",
)
def take_telephone(challenge: ChallengeId, said: Code, caller: CallerNow) -> Wanted:
    _may(caller)
    phone = codes.prove(challenge, said.code, caller.id, caller.id)

    def settle() -> tuple[str | None, Language]:
        now, before = datetime.now(UTC), store_people.person(caller.id)
        told = notes.telephone_changed(caller.id, city().code, now)
        writes = store_people.moving(before, phone, (told,))
        if writes:
            commit(*writes)
        return store_people.phone(before) if writes else None, before.language

    old, language = until_settled(settle)
    if old:
        codes.warn_old(old, language)
    return Wanted(phone=phone)


def _may(caller: Caller) -> None:
    caller.not_by_card()  # otherwise its finder could take over the account for good
    if not caller.proved_within(rules_people.FRESH):  # nor may a stolen session be made permanent
        raise Refused("proof-too-old", status=403)
    rules_people.of_age(store_members.actor(caller.id), clock.now(city().code))
