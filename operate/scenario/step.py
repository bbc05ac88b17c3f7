"""The kinds of steps of a story; docs/scenarios.md describes the format."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from operate.fleet.frames import Frame
from operate.scenario.base import WITHIN, Ahead, Answered, Asked, Request, Span, Status, Step
from operate.scenario.carried import Gateway, Press, Sms
from operate.scenario.claims import Claim, Manifest, Renew
from operate.scenario.proofs import App, Passkey, SignIn
from operate.scenario.table import Table


class Call(Asked):
    """One request, made once. Any 2xx passes unless `status` lists others."""

    call: Request
    body: Any = None
    headers: dict[str, str | None] = {}


class Expect(Asked):
    """The same request, repeated until the answer passes, for at most `within` seconds."""

    expect: Request
    within: float = Field(default=WITHIN, gt=0, le=300)


class Publish(Step):
    """A device publishes: `measures` now (or `dated` otherwise), each minute for a period (`over`),
    what a camera or the like has `seen`, `frames` of a fire panel in one payload, a `raw` payload,
    so many meaningless `bytes`, or a message stored before (`replay`).

    `boot` and `seq` are counted by the player unless given; `keep` stores the payload under a name.
    `anonymous`: without a certificate, which the broker must refuse.
    """

    publish: str
    channel: Literal["alarm", "reading", "state"] = "alarm"
    measures: dict[str, float] | None = None
    over: Annotated[str, Field(pattern=r"^[1-4]?\d minutes$")] | None = None
    seen: dict[str, str | float] | None = None
    frames: list[Frame] = []
    dated: Ahead | None = None
    boot: int | str | None = None
    seq: int | str | None = None
    raw: str | None = None
    bytes: int | None = Field(default=None, ge=0, le=1_000_000)
    replay: str | None = None
    anonymous: bool = False
    times: int = Field(default=1, ge=1, le=1000)
    keep: str | None = None


class Behave(Step):
    """Changes the device's behaviour from now on; see operate.fleet.behaviour."""

    behave: str
    silent: bool | None = None
    repeat: bool | int | None = None
    reorder: bool | int | None = None
    lie: bool | str | dict[str, float] | None = None
    clock_skew: float | None = None
    network: dict[str, Any] | None = None


class Advance(Step):
    """Moves the clock of the community, or of the whole city, forward."""

    advance: Span
    where: Literal["community", "city"] = "community"


class Restart(Step):
    """Stops the engine in good order and starts it again; such a story is played alone."""

    restart: Literal["engine"]


class Sweep(Step):
    """Runs the feature's sweeper now rather than at its usual time."""

    sweep: str


class Heard(Answered):
    """The person's phone got a notice by MQTT that passes `answer`."""

    heard: str
    within: float = Field(default=WITHIN, gt=0, le=300)


class Photo(Step):
    """Uploads a generated photo that contains a location and a comment, to a captured offer.

    `table` uploads a generated table instead, `bytes` makes the file exactly so large; `status` is
    the store's answer.
    """

    upload: str
    table: Table | None = None
    bytes: int | None = Field(default=None, ge=0, le=50_000_000)
    status: Status | list[Status] | None = None


class Quarantine(Step):
    """The number of this story's messages in quarantine, and their reasons."""

    quarantine: int
    reasons: list[str] = []
    within: float = Field(default=WITHIN, gt=0, le=300)


class Counts(Step):
    """All messages of the device are accounted for: sent = stored + duplicates + in quarantine."""

    counts: str
    taken: int | None = None
    duplicates: int | None = None
    within: float = Field(default=WITHIN, gt=0, le=300)


class Together(Step):
    """These steps begin at the same instant."""

    together: list["AnyStep"] = Field(min_length=2, max_length=8)


KINDS: dict[str, type[Step]] = {
    "call": Call,
    "expect": Expect,
    "publish": Publish,
    "behave": Behave,
    "advance": Advance,
    "restart": Restart,
    "sweep": Sweep,
    "heard": Heard,
    "upload": Photo,
    "quarantine": Quarantine,
    "counts": Counts,
    "sign_in": SignIn,
    "passkey": Passkey,
    "app": App,
    "sms": Sms,
    "press": Press,
    "gateway": Gateway,
    "manifest": Manifest,
    "claim": Claim,
    "renew": Renew,
    "together": Together,
}


def kind_of(step: Any) -> str | None:
    """The kind of a step: the first of KINDS that is one of its keys, wherever it is."""
    if isinstance(step, Step):
        return next(name for name, model in KINDS.items() if isinstance(step, model))
    return next((name for name in KINDS if name in step), None) if isinstance(step, dict) else None


AnyStep = Annotated[
    Annotated[Call, Tag("call")]
    | Annotated[Expect, Tag("expect")]
    | Annotated[Publish, Tag("publish")]
    | Annotated[Behave, Tag("behave")]
    | Annotated[Advance, Tag("advance")]
    | Annotated[Restart, Tag("restart")]
    | Annotated[Sweep, Tag("sweep")]
    | Annotated[Heard, Tag("heard")]
    | Annotated[Photo, Tag("upload")]
    | Annotated[Quarantine, Tag("quarantine")]
    | Annotated[Counts, Tag("counts")]
    | Annotated[SignIn, Tag("sign_in")]
    | Annotated[Passkey, Tag("passkey")]
    | Annotated[App, Tag("app")]
    | Annotated[Sms, Tag("sms")]
    | Annotated[Press, Tag("press")]
    | Annotated[Gateway, Tag("gateway")]
    | Annotated[Manifest, Tag("manifest")]
    | Annotated[Claim, Tag("claim")]
    | Annotated[Renew, Tag("renew")]
    | Annotated[Together, Tag("together")],
    Discriminator(kind_of),
]
Together.model_rebuild()
