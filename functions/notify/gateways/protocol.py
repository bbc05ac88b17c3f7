"""linli-gateway/1, in which the city and its gateways speak with each other: docs/gateways.md.

Pure. Both sides sign what they send by one secret; time is real time here.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, ConfigDict, Field

from functions.notify.model import Language
from linli.errors import Refused
from linli.model import Fact

MOST = 100  # recipients of a sending, reports of a call
FRESH = timedelta(minutes=5)
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{7,63}$")]
Index = Annotated[int, Field(ge=0, lt=MOST)]
End = Literal["delivered", "failed", "expired", "answered"]
Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]


class Voice(Fact):
    """How a text is spoken: 1 is usual speed; `repeat` is how often it is said."""

    speed: float = 1.0
    repeat: int = 1


class Sending(Fact):
    """One text for up to a hundred recipients. The same `id` again is the same sending: a gateway
    answers it as it did before and delivers nothing twice.
    """

    id: Id
    to: Annotated[tuple[str, ...], Field(min_length=1, max_length=MOST)]
    template: str
    variables: dict[str, str] = {}
    text: str
    language: Language
    expires_at: AwareDatetime
    voice: Voice | None = None
    subject: str | None = None  # e-mail
    markdown: str | None = None  # robot

    def body(self) -> bytes:
        return self.model_dump_json(exclude_none=True).encode()


class Theirs(Fact):
    """What a gateway says; it may add fields that we do not know."""

    model_config = ConfigDict(extra="ignore")


class NotTaken(Theirs):
    index: Index
    code: Code


class Taken(Theirs):
    """A gateway's answer: which recipients it will try to reach, by their places in `to`."""

    accepted: Annotated[tuple[Index, ...], Field(max_length=MOST)]
    refused: Annotated[tuple[NotTaken, ...], Field(max_length=MOST)] = ()

    def answers(self, sending: Sending) -> bool:
        """Whether it speaks of each recipient, and once."""
        spoken_of = [*self.accepted, *(one.index for one in self.refused)]
        return sorted(spoken_of) == list(range(len(sending.to)))


class Report(Theirs):
    """What became of one recipient of a sending."""

    id: Id
    index: Index = 0
    state: End
    at: AwareDatetime
    code: Code | None = None


class Reports(Theirs):
    reports: Annotated[tuple[Report, ...], Field(max_length=MOST)]


class Signature(Fact):
    """What stands in the headers Linli-Gateway, Linli-Time and Linli-Signature."""

    gateway: str
    time: str
    signature: str

    @classmethod
    def of(cls, gateway: str, secret: bytes, body: bytes, now: datetime) -> Self:
        time = str(int(now.timestamp()))
        return cls(gateway=gateway, time=time, signature=_mac(secret, time, body))

    def headers(self) -> dict[str, str]:
        return {
            "Linli-Gateway": self.gateway,
            "Linli-Time": self.time,
            "Linli-Signature": self.signature,
        }

    def check(self, secret: bytes, body: bytes, now: datetime) -> None:
        """Refused if it was not made by this secret, of this body, a few minutes ago at most."""
        genuine = hmac.compare_digest(
            _mac(secret, self.time, body).encode(), self.signature.encode("utf-8", "replace")
        )
        if not (genuine and self.time.isascii() and self.time.isdigit()):
            raise Refused("forged", 401)
        if abs(now.timestamp() - int(self.time)) > FRESH.total_seconds():
            raise Refused("too-old", 401)


def _mac(secret: bytes, time: str, body: bytes) -> str:
    signed = time.encode("utf-8", "replace") + b"." + body
    return f"v1={hmac.new(secret, signed, hashlib.sha256).hexdigest()}"
