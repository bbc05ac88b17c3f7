"""The people and apps of accounts, as signing in needs them."""

from contextlib import suppress
from datetime import UTC, datetime
from uuid import uuid4

from functions.accounts import rules_sessions, store, store_sessions
from functions.accounts.model_people import Found, Language, Person
from functions.accounts.model_sessions import Passkey, Session
from linli import clock, members, seal
from linli.city import city
from linli.errors import NotFound
from linli.roles import Actor, App, Ended
from linli.store import Write, commit, load, until_settled


def actor(sub: str) -> Actor:
    return store.actor(sub)


def under_age(actor: Actor) -> bool:
    """Whether somebody else answers for him (under fourteen, PIPL article 31)."""
    today = clock.now(city().code).date()
    return bool(actor.minor_until and today < actor.minor_until)


def app(client_id: str) -> App | None:
    try:
        return load(f"app#{client_id}", "app", App)
    except NotFound:
        return None


def name(sub: str) -> str:
    try:
        return load(f"person#{sub}", "person", Person).name
    except NotFound:
        return ""


def ensured(sub: str, name: str) -> None:
    try:
        load(f"person#{sub}", "person", Person)
    except NotFound:
        new = Person(id=sub, name=name, created_at=datetime.now(UTC), by="deployer")
        commit(Write(f"person#{sub}", "person", new))


def of_phone(index: str, phone: str, language: Language) -> str:
    """Whose it is; a new person, if it is nobody's. Conflict if two find that at once."""
    try:
        return load(f"phone#{index}", "person", Found).person
    except NotFound:
        pass
    sub = uuid4().hex
    new = Person(
        id=sub,
        phone=seal.seal(phone, f"person#{sub}"),
        language=language,
        created_at=datetime.now(UTC),
    )
    commit(
        Write(f"phone#{index}", "person", Found(person=sub)), Write(f"person#{sub}", "person", new)
    )
    members.forget()
    return sub


def sessions(sub: str) -> list[Session]:
    return rules_sessions.live(store_sessions.sessions(sub), actor(sub).tokens_since)


def passkeys(sub: str) -> list[Passkey]:
    return rules_sessions.live(store_sessions.passkeys(sub), actor(sub).tokens_since)


def end_sessions(sub: str, sids: list[str]) -> None:
    """Those of them that are his, at once: their tokens count no more either."""
    now = datetime.now(UTC)
    over = [one for one in sessions(sub) if one.id in sids]

    def settle() -> None:
        before = actor(sub)
        ended = tuple(Ended(sid=one.id, at=now) for one in over)
        store.save(before, before.model_copy(update={"ended": (*before.ended, *ended)}))

    until_settled(settle)
    for one in over:
        store_sessions.keep(one.model_copy(update={"ended_at": now}))


def remove_passkey(sub: str, credential: str) -> None:
    with suppress(NotFound):
        known = store_sessions.passkey(sub, credential)
        store_sessions.keep(known.model_copy(update={"removed_at": datetime.now(UTC)}))
