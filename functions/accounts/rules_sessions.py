"""Which proofs of who somebody is still count. Pure: time comes in as an argument."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from .model_sessions import Card, Passkey, Session

P = TypeVar("P", Session, Passkey, Card)


def live(proofs: Iterable[P], since: datetime | None) -> list[P]:
    """Those made after the person was last recovered: with that, all before counts no more."""
    return [one for one in proofs if since is None or _made(one) >= since]


def _made(proof: Session | Passkey | Card) -> datetime:
    return proof.began_at if isinstance(proof, Session) else proof.made_at
