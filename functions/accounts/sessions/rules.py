"""Which credentials are valid. Pure: time comes in as an argument."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from linli.roles import Actor, Ended

from .model import Card, Invitation, Passkey, Session

P = TypeVar("P", Session, Passkey, Card, Invitation)
SHOWN = 100
TOKENS_LAST = timedelta(hours=1)  # at most; after that an ended session is forgotten


def live(proofs: Iterable[P], since: datetime | None) -> list[P]:
    """Those created after the last recovery, which invalidates earlier ones; latest first, limited
    in number.
    """
    made = [one for one in proofs if since is None or _made(one) >= since]
    return sorted(made, key=_made, reverse=True)[:SHOWN]


def ended(session: Session, actor: Actor, now: datetime) -> tuple[Session, Actor]:
    """Ended: its tokens become invalid, though some have not expired."""
    over = Ended(sid=session.id, at=now)
    without = actor.model_copy(update={"ended": (*recent(actor, now), over)})
    return session.model_copy(update={"ended_at": now}), without


def cut_off(actor: Actor, sessions: Iterable[Session], now: datetime) -> Actor:
    """The actor, with all tokens invalidated."""
    over = tuple(Ended(sid=one.id, at=now) for one in sessions)
    return actor.model_copy(update={"tokens_since": now, "ended": (*recent(actor, now), *over)})


def recent(actor: Actor, now: datetime) -> tuple[Ended, ...]:
    """Ended sessions whose tokens may not have expired."""
    return tuple(one for one in actor.ended if now - one.at < TOKENS_LAST)


def removed(passkey: Passkey, now: datetime) -> Passkey:
    return passkey.model_copy(update={"removed_at": now})


def _made(proof: Session | Passkey | Card | Invitation) -> datetime:
    return proof.began_at if isinstance(proof, Session) else proof.made_at
