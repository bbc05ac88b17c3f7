"""The protocol linli-gateway/1 between the city and its gateways: docs/gateways.md.

Pure. Both sides sign with a shared secret; all times are real time.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, ConfigDict, Field

from functions.notify.model import Language
from linli.errors import Refused
from linli.model import Fact

MOST = 100  # recipients per sending, reports per call
FRESH = timedelta(minutes=5)
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{7,63}$")]
Index = Annotated[int, Field(ge=0, lt=MOST)]
End = Literal["delivered", "failed", "expired", "answered"]
Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]


class Voice(Fact):
    """How a text is spoken: `speed` 1 is normal; `repeat` is the number of times."""

    speed: float = 1.0
    repeat: int = 1


class Sending(Fact):
    """One text for up to a hundred recipients. A repeated `id` is the same sending: the gateway
    answers as before and delivers nothing twice.
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
    markdown: str | None = None  # chat robot

    def body(self) -> bytes:
        return self.model_dump_json(exclude_none=True).encode()


class Theirs(Fact):
    """A gateway's message; unknown fields are ignored."""

    model_config = ConfigDict(extra="ignore")


class NotTaken(Theirs):
    index: Index
    code: Code


class Taken(Theirs):
    """A gateway's answer: the accepted recipients, by index in `to`."""

    accepted: Annotated[tuple[Index, ...], Field(max_length=MOST)]
    refused: Annotated[tuple[NotTaken, ...], Field(max_length=MOST)] = ()

    def answers(self, sending: Sending) -> bool:
        """Whether it covers each recipient exactly once."""
        spoken_of = [*self.accepted, *(one.index for one in self.refused)]
        return sorted(spoken_of) == list(range(len(sending.to)))


class Report(Theirs):
    """The delivery status of one recipient."""

    id: Id
    index: Index = 0
    state: End
    at: AwareDatetime
    code: Code | None = None


class Reports(Theirs):
    reports: Annotated[tuple[Report, ...], Field(max_length=MOST)]


class Signature(Fact):
    """The headers Linli-Gateway, Linli-Time and Linli-Signature."""

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
        """Refused unless signed by this secret, for this body, within the last minutes."""
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
