"""What devices send: at most 8 kB, each message numbered by boot and seq; JSON, unless it begins as
a frame of another standard does (`FORMS`).

`thing | boot | seq` is the natural key of a message: the same key with the same bytes is the same
message. Times are the device's own; `shifted` puts them on city time.
"""

import json
from abc import abstractmethod
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, AwareDatetime, Field, FiniteFloat

from linli.model import Fact

LARGEST = 8_192  # bytes
# Of a payload that is no JSON, by its first bytes: GB/T 26875.3, HJ 212
FORMS = {b"@@": "frames", b"##": "packets"}
SHAPES = ("samples", "status")  # of JSON, by the field that it has
AHEAD, BEHIND = timedelta(hours=24), timedelta(days=7)  # of their coming, times are taken
Measure = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Number = Annotated[int, Field(ge=0, lt=2**53)]


class Unneeded(ValueError):
    """As it should be, and needed by nobody here: it is neither taken nor kept as what is wrong."""


class Sent(Fact):
    """What every message has; `boot` grows with each start of the device, `seq` within it, unless
    they are not `ordered` and only tell messages apart.
    """

    ordered: ClassVar[bool] = True
    v: Literal[1]
    boot: Number
    seq: Number

    @classmethod
    def split(cls, payload: bytes) -> Iterator[bytes]:
        """The messages of a payload."""
        yield payload

    @classmethod
    def read(cls, payload: bytes) -> Self:
        """ValueError if it is none."""
        return cls.model_validate(parse(payload))

    @abstractmethod
    def times(self) -> list[AwareDatetime]:
        """All that it states."""

    @abstractmethod
    def shifted(self, by: timedelta) -> Self:
        """The same, said of times so much later."""

    def believed(self, received: datetime) -> Self:
        """The same without what its sender's clock cannot mean, where that must not cost it."""
        return self


def _utc(at: datetime) -> datetime:
    """Times of one zone are compared and counted several times as fast."""
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("out-of-range") from error


class Sample(Fact):
    """What a sensor measured at one moment; units are those of the kind's limits."""

    at: Annotated[AwareDatetime, AfterValidator(_utc)]
    measures: Annotated[dict[Measure, FiniteFloat], Field(min_length=1, max_length=32)]


class Message(Sent):
    """Channels `alarm` and `reading`: one sample or many."""

    samples: Annotated[list[Sample], Field(min_length=1, max_length=50)]

    def times(self) -> list[AwareDatetime]:
        return [sample.at for sample in self.samples]

    def shifted(self, by: timedelta) -> Self:
        samples = [s.model_copy(update={"at": s.at + by}) for s in self.samples]
        return self.model_copy(update={"samples": samples})


class Answer(Sent):
    """Channel `state`: what came of the command with this id."""

    at: AwareDatetime
    command: Annotated[str, Field(max_length=64)]
    outcome: Literal["done", "failed"]

    def times(self) -> list[AwareDatetime]:
        return [self.at]

    def shifted(self, by: timedelta) -> Self:
        return self.model_copy(update={"at": self.at + by})


def form(payload: bytes) -> str:
    """What kind of JSON it is, of those that one channel may take."""
    try:
        said = parse(payload)
    except (ValueError, RecursionError):
        return ""
    return next((one for one in SHAPES if isinstance(said, dict) and one in said), "")


def parse(payload: bytes) -> Any:
    """The JSON of a device; ValueError if it is too large, not JSON, or says a thing twice."""
    return STRICT.decode(sized(payload).decode())


def sized(payload: bytes) -> bytes:
    """What a device said, of whatever form; ValueError if it is too large."""
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
