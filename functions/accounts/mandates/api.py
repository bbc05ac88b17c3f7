"""Routes of mandates: for whom, in which scopes, until when. Both people can see and end one."""

from datetime import UTC, datetime, timedelta

from functions.accounts import terms
from functions.accounts.members import store as store_members
from functions.accounts.people import rules as rules_people
from functions.accounts.people import store as store_people
from functions.accounts.routes import Id, Whom, api
from linli import clock, rates
from linli.api import IdempotencyKey
from linli.auth import CallerNow
from linli.city import city
from linli.store import until_settled

from . import notes, rules, store
from .model import Guardianship, Held, Helping, Kept, Mandates

DAY, MOST = timedelta(days=1), 20  # per person, as each writes to another person's row


@api.post(
    "/v1/accounts/mandates",
    own=True,
    status_code=201,
    summary="Give a mandate to act for the caller; an unknown phone number creates a person",
)
def give_mandate(wish: Helping, key: IdempotencyKey, caller: CallerNow) -> Kept:
    caller.not_by_card()  # otherwise its finder could act for its owner long after it is void
    rates.take(f"mandates#{caller.id}", MOST, DAY, datetime.now(UTC))
    helper = wish.person or until_settled(lambda: store_people.whose(str(wish.phone)))
    wanted = Kept(
        id=caller.derive(key),
        kind="helper",
        person=helper,
        principal=caller.id,
        scopes=wish.scopes,
        since=clock.now(city().code),
        until=wish.until,
        by=caller.id,
    )
    return _give(wanted, caller.digest(wish))


@api.post(
    "/v1/accounts/people/<sub>/guardianships",
    action="grant_guardianship",
    status_code=201,
    summary="Record a person's guardian, with the document",
)
def grant_guardianship(
    sub: Whom, wish: Guardianship, key: IdempotencyKey, caller: CallerNow
) -> Kept:
    ward, actor = store_people.person(sub), store_members.actor(sub)
    place = wish.place or rules_people.home(ward, actor)
    caller.must(place, kind="Mandate", subject_person=wish.guardian)
    rules_people.of(ward, actor, place, clock.now(place))
    wanted = Kept(
        id=caller.derive(key),
        kind="guardian",
        person=wish.guardian,
        principal=sub,
        scopes=wish.scopes,
        since=clock.now(city().code),
        until=wish.until,
        by=caller.id,
        basis=wish.basis,
    )
    return _give(wanted, caller.digest(wish, sub))


@api.get("/v1/accounts/mandates", own=True, summary="The caller's mandates, given and received")
def list_mandates(caller: CallerNow) -> Mandates:
    given, held = rules.in_force(store_members.actor(caller.id), clock.now(city().code))
    names = {one.principal: store_people.person(one.principal).name for one in held}
    named = tuple(Held(**one.model_dump(), name=names[one.principal]) for one in held)
    return Mandates(given=given, held=named)


@api.post(
    "/v1/accounts/mandates/<mandate_id>/revocations",
    own=True,
    status_code=201,
    summary="End a mandate at once, by either of the two",
)
def revoke_mandate(mandate_id: Id, caller: CallerNow) -> Kept:
    def settle() -> Kept:
        before, now, here = store.kept(mandate_id), clock.now(city().code), city().code
        after = rules.revoked(before, caller.id, now)
        if after == before:
            return before
        both = rules.without(mandate_id, store.two(after))
        fact, told = (
            rules.news_of(after, here, now),
            notes.mandate_revoked(after, here, now),
        )
        return store.revoke(after, both, (fact, *told))

    return until_settled(settle)


def _give(wanted: Kept, request: str) -> Kept:
    here, now = city().code, wanted.since

    def settle() -> Kept:
        two = store.two(wanted)
        rules.check(wanted, two, terms.known(), now)
        both = rules.given(wanted, two, now)
        fact, told = (
            rules.news_of(wanted, here, now),
            notes.mandate_given(wanted, here, now),
        )
        return store.give(wanted, both, (fact, *told), request)

    return until_settled(settle)
