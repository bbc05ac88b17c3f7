"""Access to accounts' people for sign-in."""

from datetime import UTC, datetime

from functions.accounts.members import store as store_members
from functions.accounts.people import store as store_people
from functions.accounts.people.model import Person
from functions.accounts.sessions import rules as rules_sessions
from functions.accounts.sessions import store as store_sessions
from functions.accounts.sessions.model import Passkey, Session
from linli import clock, members
from linli.city import city
from linli.errors import NotFound
from linli.store import commit, until_settled


def under_age(sub: str) -> bool:
    """Whether the person is a minor, who does not sign in but is represented by a guardian."""
    return store_members.actor(sub).is_minor(clock.now(city().code))


def name(sub: str) -> str:
    return store_people.person(sub).name


def is_known(sub: str) -> bool:
    return store_people.person(sub).version is not None


def ensured(sub: str, name: str, phone: str | None) -> None:
    """Create the person unless known; Conflict if the phone number is somebody else's."""
    if not is_known(sub):
        new = Person(id=sub, name=name, created_at=datetime.now(UTC), by="deployer")
        store_people.enrol(new, phone)


def counts(proof: rules_sessions.P) -> bool:
    """Whether it was created after the person's last recovery."""
    return bool(rules_sessions.live([proof], store_members.actor(proof.person).tokens_since))


def sessions(sub: str) -> list[Session]:
    return rules_sessions.live(store_sessions.sessions(sub), store_members.actor(sub).tokens_since)


def passkeys(sub: str) -> list[Passkey]:
    return rules_sessions.live(store_sessions.passkeys(sub), store_members.actor(sub).tokens_since)


def end_session(sub: str, sid: str) -> None:
    """End the session if it is the person's; its tokens become invalid at once."""

    def settle() -> None:
        before = store_sessions.session(sub, sid)
        if before.ended_at is None:
            over, without = rules_sessions.ended(
                before, store_members.actor(sub), datetime.now(UTC)
            )
            commit(store_sessions.writing(over), store_members.become(without))

    try:
        until_settled(settle)
    except NotFound:
        return
    members.forget()


def remove_passkey(sub: str, credential: str) -> None:
    try:
        known = store_sessions.passkey(sub, credential)
    except NotFound:
        return
    if known.removed_at is None:
        store_sessions.keep(rules_sessions.removed(known, datetime.now(UTC)))
