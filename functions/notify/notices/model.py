"""A notice to one person, its attempts by gateways, and the digest."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field, SerializeAsAny

from events import Event
from events.notify import Color, Urgency, Why
from functions.notify.model import Outgoing
from linli.model import Fact, Noun
from linli.places import Place

Kind = Literal["action", "info", "warning", "code"]
State = Literal["planned", "accepted", "failed", "expired", "delivered", "answered"]
Outcome = Literal["accepted", "failed", "expired", "delivered", "answered"]


class Step(Fact):
    """The action at that time if the notice is unread. `digest` holds it for the digest."""

    at: AwareDatetime
    channel: Outgoing | Literal["unheard"]
    digest: bool = False


class Attempt(Noun):
    """One sending by a gateway, numbered from 1; `segments` are billed for an SMS, `tries` is the
    number of gateways tried, `code` the reason of a failure. The gateway is stored before sending,
    and accepted it at `carried_at`, in city time.
    """

    notice_id: str
    number: int
    channel: Outgoing
    person: str
    gateway: str | None = None
    state: State = "planned"
    planned_at: AwareDatetime
    accepted_at: AwareDatetime | None = None
    ended_at: AwareDatetime | None = None
    carried_at: AwareDatetime | None = None
    segments: int | None = None
    tries: int = 0
    code: str | None = None


class News(Fact):
    """The consequences of a change; written together with it or not at all.

    With `hold` it is added to the person's digest.
    """

    events: tuple[SerializeAsAny[Event], ...] = ()
    attempts: tuple[Attempt, ...] = ()
    hold: bool = False


class Shown(Noun):
    """A notice as its recipient sees it, in the text of the time of the request."""

    id: str
    person: str
    community: Place
    template: str
    kind: Kind
    urgency: Urgency
    color: Color | None = None
    about: str
    at: AwareDatetime
    zh: str
    en: str
    delivered_at: AwareDatetime | None = None
    read_at: AwareDatetime | None = None
    answered_at: AwareDatetime | None = None


class Notice(Shown):
    """`steps` are pending, none once it was read or settled; `flying` are attempts without a final
    report. `due` is the next step or else `expires_at`, after which no gateway sends it; None if
    nothing is pending. A `hidden` one is in no inbox. An `unasked` one was settled before its
    request arrived.
    """

    variables: dict[str, str] = {}
    asked_by: str
    escalate: bool = False
    to_person: bool = False
    rings: bool = False
    steps: tuple[Step, ...] = ()
    due: AwareDatetime | None = None
    attempts: int = 0
    flying: tuple[int, ...] = ()
    held: bool = False
    hidden: bool = False
    unasked: bool = False
    settled_at: AwareDatetime | None = None
    expires_at: AwareDatetime
    unheard_at: AwareDatetime | None = None
    why: Why | None = None
    news: News = Field(default=News(), exclude=True)

    def shown(self) -> Shown:
        return Shown.model_validate(self.model_dump())


class Digest(Noun):
    """What is held for a person until `due`, read or not, and the numbers of notices `sent` on that
    `day` by template.
    """

    person: str
    community: Place
    held: tuple[str, ...] = ()
    more: int = 0  # held beyond those listed
    due: AwareDatetime | None = None
    day: date | None = None
    sent: dict[str, int] = {}
