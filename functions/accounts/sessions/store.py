"""Storage of credentials. Keys are spelled in this file and nowhere else.

session#<sub>         <sid>            a sign-in, until it ends or expires
passkey#<sub>         <credential id>  a credential, kept when removed
card#<sha256>         card             a card for kiosks
invitation#<sha256>   invitation       a code for one sign-in
challenge#<id>        challenge        a pending challenge
code#<sha256>         code             an authorization code

Expired ones count as absent, though DynamoDB may delete them later.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from functions.accounts.members import store as store_members
from linli import members
from linli.errors import NotFound
from linli.model import Noun
from linli.roles import Actor
from linli.store import Write, commit, create, load, partition, stored

from .model import AuthCode, Card, Challenge, Invitation, Passkey, Session

P = TypeVar("P", Session, Passkey, Card, Invitation, Challenge, AuthCode)
LINGERS = timedelta(days=1)  # after its end, so that reuse of a code is recognized
MOST = 500  # sessions or passkeys of one person


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def session(person: str, sid: str) -> Session:
    return _in_time(load(f"session#{person}", sid, Session))


def sessions(person: str) -> list[Session]:
    """Sessions that have neither ended nor expired; rules.live also considers recoveries."""
    now = datetime.now(UTC)
    found = partition(f"session#{person}", Session, limit=MOST)
    return [one for one in found if one.ended_at is None and now < one.until]


def passkey(person: str, credential: str) -> Passkey:
    return load(f"passkey#{person}", credential, Passkey)


def passkeys(person: str) -> list[Passkey]:
    found = partition(f"passkey#{person}", Passkey, limit=MOST)
    return [one for one in found if one.removed_at is None]


def card(digest: str) -> Card:
    return _in_time(load(f"card#{digest}", "card", Card))


def invitation(digest: str) -> Invitation:
    return _in_time(load(f"invitation#{digest}", "invitation", Invitation))


def challenge(challenge_id: str) -> Challenge:
    return _in_time(load(f"challenge#{challenge_id}", "challenge", Challenge))


def code(digest: str) -> AuthCode:
    """Found even if it was used."""
    return _in_time(load(f"code#{digest}", "code", AuthCode))


def keep(proof: P) -> P:
    """Conflict if another request was faster: a code can be used once."""
    commit(writing(proof))
    return stored(proof)


def issue(proof: P, request: str, *others: Write) -> P:
    """Idempotent: a repeated request gets the first one. Everything is written, or nothing."""
    return create(writing(proof, request), *others, model=type(proof))


def end(session: Session, actor: Actor) -> Session:
    """Ended, together with the actor's row that every API reads."""
    commit(writing(session), store_members.become(actor))
    members.forget()
    return stored(session)


def writing(proof: P, request: str | None = None) -> Write:
    until = None if isinstance(proof, Passkey) else proof.until + LINGERS
    return Write(*_place(proof), proof, expires=until, request=request)


def _place(proof: Noun) -> tuple[str, str]:
    match proof:
        case Session():
            return f"session#{proof.person}", proof.id
        case Passkey():
            return f"passkey#{proof.person}", proof.id
        case Challenge():
            return f"challenge#{proof.id}", "challenge"
        case Card():
            return f"card#{proof.digest}", "card"
        case Invitation():
            return f"invitation#{proof.digest}", "invitation"
        case AuthCode():
            return f"code#{proof.digest}", "code"
    raise TypeError(type(proof))


T = TypeVar("T", Session, Card, Invitation, Challenge, AuthCode)


def _in_time(proof: T) -> T:
    if proof.until <= datetime.now(UTC):
        raise NotFound
    return proof
