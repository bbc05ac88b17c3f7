"""Makers and manifests, claim certificates, and refusals."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from functions.devices.keys.model import Certificate
from functions.devices.model import DeviceId, KindId, Line, Serial
from linli.model import Fact, Noun
from linli.places import Community

MakerId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
BatchId = Annotated[  # <maker>.<batch>
    str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,39}\.[A-Za-z0-9][A-Za-z0-9-]{0,39}$")
]
Pem = Annotated[str, StringConstraints(min_length=64, max_length=8_000)]
PAGE = 500  # serials per row
Why = Literal[
    "claim-unknown",
    "not-a-serial",
    "serial-not-in-manifest",
    "wrong-batch",
    "nobody-waits",
    "another-kind",
    "serial-used",
    "device-retired",
    "device-revoked",
    "over-rate",
]


class Key(Fact):
    """A public key, Ed25519 or ECDSA. Removing it from the list invalidates it."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,40}$")]
    pem: Pem


class About(Fact):
    """The fields of a maker that operators may revise."""

    name: Line
    public_keys: Annotated[tuple[Key, ...], Field(min_length=1, max_length=10)]


class MakerCard(About):
    id: MakerId


class Maker(MakerCard, Noun):
    """A maker whose manifests the city accepts."""


class Batch(Noun):
    """A verified manifest. `starts` are the first serials of its pages; refusals are handled in
    `community`; `hourly` is the limit of claims per hour.
    """

    id: BatchId
    maker: MakerId
    key: str
    issued: str
    community: Community
    hourly: Annotated[int, Field(ge=1, le=100_000)]
    serials: int
    kinds: dict[KindId, int]
    starts: tuple[Serial, ...]
    added_at: AwareDatetime
    by: str


class Serials(Noun):
    """A page of a manifest: kinds by serial."""

    kinds: dict[Serial, KindId]


class Claim(Noun):
    """A claim certificate: it may only request a device's certificate for a serial of its batch."""

    id: Certificate
    batch: BatchId
    at: AwareDatetime
    by: str
    ended_at: AwareDatetime | None = None


class Giving(Noun):
    """The claim certificate issued for a request, since AWS IoT would create another each time."""

    id: str
    claim: Certificate
    request: str


class Refusal(Noun):
    """A refused serial, per hour."""

    batch: str
    serial: str
    why: Why
    community: Community | None = None
    device_id: DeviceId | None = None
    first_at: AwareDatetime
    last_at: AwareDatetime
    times: int = 1


class Tally(Noun):
    """Number of refusals of a batch in an hour; `told` once they were reported as too many."""

    batch: str
    times: int = 0
    told: bool = False
