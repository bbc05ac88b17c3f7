"""Messages of devices: at most 8 kB, numbered by boot and seq; JSON, or a frame of another standard
that is recognized by its first bytes (`FORMS`).

`thing | boot | seq` is the natural key: the same key with the same bytes is the same message. Times
are those of the device's clock; `shifted` converts them to city time.
"""

import json
from abc import abstractmethod
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, AwareDatetime, Field, FiniteFloat

from linli.model import Fact

LARGEST = 8_192  # bytes
# Payloads that are not JSON, by their first bytes: GB/T 26875.3, HJ 212
FORMS = {b"@@": "frames", b"##": "packets"}
SHAPES = ("samples", "status")  # kinds of JSON message, by their distinguishing field
AHEAD, BEHIND = timedelta(hours=24), timedelta(days=7)  # accepted, relative to arrival
Measure = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Number = Annotated[int, Field(ge=0, lt=2**53)]


class Unneeded(ValueError):
    """Valid but of no use here: neither processed nor quarantined."""


class Sent(Fact):
    """What all messages have in common. `boot` increases with each start of the device, `seq`
    within a boot; unless `ordered`, the two only identify messages, and `boot` is 0.
    """

    ordered: ClassVar[bool] = True
    v: Literal[1]
    boot: Number
    seq: Number

    @classmethod
    def split(cls, payload: bytes) -> Iterator[bytes]:
        """The single messages in a payload."""
        yield payload

    @classmethod
    def read(cls, payload: bytes) -> Self:
        """Parse one message; ValueError if it is malformed."""
        return cls.model_validate(parse(payload))

    @abstractmethod
    def times(self) -> list[AwareDatetime]:
        """All times that the message states."""

    @abstractmethod
    def shifted(self, by: timedelta) -> Self:
        """The same message with all times moved by so much."""

    def believed(self, received: datetime) -> Self:
        """The same without values that a wrong clock makes implausible, where the rest is still
        valid.
        """
        return self


def _utc(at: datetime) -> datetime:
    """In UTC: comparing times of the same zone is several times faster."""
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("out-of-range") from error


class Sample(Fact):
    """The measures of a sensor at one moment, in the units of the kind's limits."""

    at: Annotated[AwareDatetime, AfterValidator(_utc)]
    measures: Annotated[dict[Measure, FiniteFloat], Field(min_length=1, max_length=32)]


class Message(Sent):
    """Channels `alarm` and `reading`: one or more samples."""

    samples: Annotated[list[Sample], Field(min_length=1, max_length=50)]

    def times(self) -> list[AwareDatetime]:
        return [sample.at for sample in self.samples]

    def shifted(self, by: timedelta) -> Self:
        samples = [s.model_copy(update={"at": s.at + by}) for s in self.samples]
        return self.model_copy(update={"samples": samples})


class Answer(Sent):
    """Channel `state`: the outcome of the command with this id."""

    at: AwareDatetime
    command: Annotated[str, Field(max_length=64)]
    outcome: Literal["done", "failed"]

    def times(self) -> list[AwareDatetime]:
        return [self.at]

    def shifted(self, by: timedelta) -> Self:
        return self.model_copy(update={"at": self.at + by})


def form(payload: bytes) -> str:
    """Which of the kinds of JSON that a channel accepts this payload is."""
    try:
        said = parse(payload)
    except (ValueError, RecursionError):
        return ""
    return next((one for one in SHAPES if isinstance(said, dict) and one in said), "")


def parse(payload: bytes) -> Any:
    """Parse a device's JSON; ValueError if it is too large, malformed, or repeats a key."""
    return STRICT.decode(sized(payload).decode())


def sized(payload: bytes) -> bytes:
    """The payload in whatever form; ValueError if it is too large."""
    if len(payload) > LARGEST:
        raise ValueError("too-large")
    return payload


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) < len(pairs):
        raise ValueError("said-twice")
    return said


def _finite(constant: str) -> float:
    raise ValueError("not-finite")


STRICT = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_finite)
