"""Routes for issuing cards and recovery codes in person."""

from datetime import UTC, datetime
from typing import NamedTuple

from events.accounts import PersonRecovered
from functions.accounts import notes, terms
from functions.accounts.members import rules as rules_members
from functions.accounts.members import store as store_members
from functions.accounts.people import rules as rules_people
from functions.accounts.people import store as store_people
from functions.accounts.people.model import Look, What
from functions.accounts.routes import Whom, api
from functions.accounts.sessions import rules as rules_sessions
from functions.accounts.sessions import store as store_sessions
from functions.accounts.sessions.model import Card, Invitation
from linli import clock, members
from linli.api import IdempotencyKey
from linli.auth import Caller, CallerNow
from linli.city import city
from linli.roles import Actor
from linli.store import Write, until_settled

from . import codes
from .model import Recovery, Secret, There


@api.post(
    "/v1/accounts/people/<sub>/cards",
    action="issue_card",
    purpose=True,
    status_code=201,
    summary="A card for a kiosk, for people without a phone; its code is shown once",
)
def issue_card(sub: Whom, body: There, key: IdempotencyKey, caller: CallerNow) -> Secret:
    known = _let_in(caller, sub, body.place)
    code, now = codes.code("card", caller.derive(key)), datetime.now(UTC)
    card = Card(
        digest=store_sessions.digest(code),
        hint=code[-4:],
        person=sub,
        place=known.place,
        by=caller.id,
        made_at=now,
        until=terms.after(terms.known(), "card-valid", now),
    )
    seen = _trace(caller, sub, "card", known.place, now)
    seen = seen._replace(events=(notes.card_issued(sub, city().code, now),))
    kept = store_sessions.issue(card, caller.digest(body, sub), seen)
    return Secret(code=code, until=kept.until)


@api.post(
    "/v1/accounts/people/<sub>/recoveries",
    action="recover_person",
    purpose=True,
    status_code=201,
    summary="End all sign-in methods of a person, also a lost phone; returns a code to start anew",
)
def recover_person(sub: Whom, body: Recovery, key: IdempotencyKey, caller: CallerNow) -> Secret:
    code, request = codes.code("invitation", caller.derive(key)), caller.digest(body, sub)

    def settle() -> Invitation:
        known, now = _let_in(caller, sub, body.place), datetime.now(UTC)
        new = Invitation(
            digest=store_sessions.digest(code),
            person=sub,
            by=caller.id,
            made_at=now,
            until=terms.after(terms.known(), "invitation-valid", now),
        )
        over = rules_sessions.cut_off(known.actor, store_sessions.sessions(sub), now)
        fact = PersonRecovered(community=city().code, at=now, person=sub, by=caller.id)
        told = notes.recovered(sub, city().code, now)
        others = (*_without_the_lost(body, sub), _trace(caller, sub, "recovery", known.place, now))
        return store_sessions.issue(new, request, store_members.become(over, (fact, told)), *others)

    kept = until_settled(settle)
    members.forget()
    return Secret(code=code, until=kept.until)


def _without_the_lost(body: Recovery, sub: str) -> tuple[Write, ...]:
    """Releases a lost phone number: its holder must not get a sign-in code for this person."""
    if body.lost == "device":
        return ()
    return store_people.moving(store_people.person(sub), None)


def _trace(caller: Caller, sub: str, what: What, place: str, now: datetime) -> Write:
    of = {"person": sub, "by": caller.id, "place": place, "at": now}
    look = {"id": store_people.new_id(), "what": what, "purpose": caller.purpose, **of}
    return store_people.tracing(Look.model_validate(look))


class Known(NamedTuple):
    actor: Actor
    place: str


def _let_in(caller: Caller, sub: str, where: str | None) -> Known:
    """The person, if the caller may restore access, which means being able to sign in as them."""
    person, actor = store_people.person(sub), store_members.actor(sub)
    place = where or rules_people.home(person, actor)
    now, duties = clock.now(place), store_members.duties()
    role = rules_members.strongest(actor, duties, now)
    caller.must(place, kind="Person", subject_person=sub, role=role)
    rules_people.of(person, actor, place, now)
    rules_people.may_bring_back(actor, members.actor(caller.id), place, duties, now)
    rules_people.of_age(actor, now)
    return Known(actor, place)
