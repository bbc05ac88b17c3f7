"""The kinds of step of a story. The page of the format is docs/scenarios.md."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from operate.fleet.frames import Frame
from operate.scenario.base import WITHIN, Ahead, Answered, Asked, Request, Span, Status, Step
from operate.scenario.carried import Gateway, Press, Sms
from operate.scenario.claims import Claim, Manifest, Renew
from operate.scenario.proofs import App, Passkey, SignIn
from operate.scenario.table import Table


class Call(Asked):
    """One request, made once. Any 2xx is right unless `status` says which ones are."""

    call: Request
    body: Any = None
    headers: dict[str, str | None] = {}


class Expect(Asked):
    """The same request, asked until its answer is as it must be, or `within` seconds are over."""

    expect: Request
    within: float = Field(default=WITHIN, gt=0, le=300)


class Publish(Step):
    """A device says something: `measures` now (or `dated` off), each minute `over` so long until
    then, what a camera or its like has `seen`, `frames` of a fire panel in one payload, a `raw`
    payload, so many `bytes` of nothing, or one that was kept before (`replay`).

    `boot` and `seq` are counted by the player unless given; `keep` remembers the payload under a
    name. `anonymous`: without a certificate, which the broker must refuse.
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
    """From now on the device behaves so, as operate.fleet.behaviour says, until told otherwise."""

    behave: str
    silent: bool | None = None
    repeat: bool | int | None = None
    reorder: bool | int | None = None
    lie: bool | str | dict[str, float] | None = None
    clock_skew: float | None = None
    network: dict[str, Any] | None = None


class Advance(Step):
    """The clock of the community, or of the whole city, goes on by so much; nobody waits."""

    advance: Span
    where: Literal["community", "city"] = "community"


class Restart(Step):
    """The engine is stopped in good order and started again; such a story is played alone."""

    restart: Literal["engine"]


class Sweep(Step):
    """The feature's sweeper looks now, and not only when its time comes."""

    sweep: str


class Heard(Answered):
    """A person's phone got a notice by MQTT that holds `answer`."""

    heard: str
    within: float = Field(default=WITHIN, gt=0, le=300)


class Photo(Step):
    """A photo, made on the spot with a place and a comment in it, is sent to a captured offer.

    `table` sends such a table instead, `bytes` makes the file exactly so large; `status` is the
    store's answer.
    """

    upload: str
    table: Table | None = None
    bytes: int | None = Field(default=None, ge=0, le=50_000_000)
    status: Status | list[Status] | None = None


class Quarantine(Step):
    """So many messages of this story's devices wait in quarantine, and for these reasons."""

    quarantine: int
    reasons: list[str] = []
    within: float = Field(default=WITHIN, gt=0, le=300)


class Counts(Step):
    """All messages of the device are accounted for: sent = taken + known already + quarantined."""

    counts: str
    taken: int | None = None
    duplicates: int | None = None
    within: float = Field(default=WITHIN, gt=0, le=300)


class Together(Step):
    """These steps are begun at the same instant."""

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
    """A step is known by the first word it begins with, wherever it stands."""
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
