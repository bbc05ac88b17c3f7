"""A notice to one person, its attempts by gateways, and what waits for him."""

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
    """What happens at that moment if the notice is still unread. `digest` waits for the digest."""

    at: AwareDatetime
    channel: Outgoing | Literal["unheard"]
    digest: bool = False


class Attempt(Noun):
    """One sending by a gateway, numbered from 1 within its notice; `segments` are what an SMS is
    paid by, `tries` how many gateways were asked, `code` says why it failed. The gateway is chosen
    before anything is sent, and took it at `carried_at`, which is the city's own time.
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
    """What a change of a notice leaves behind, written together with it or not at all.

    With `hold` it waits in its person's digest.
    """

    events: tuple[SerializeAsAny[Event], ...] = ()
    attempts: tuple[Attempt, ...] = ()
    hold: bool = False


class Shown(Noun):
    """What its person sees of a notice, in words of when it was asked."""

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
    """`steps` are still to come, none once it was read or settled; `flying` are the attempts that
    have not ended. `due` is the next step, or else `expires_at`, after which no gateway sends it
    any more; None if nothing is under way. A `hidden` one is in no inbox. An `unasked` one was
    settled before it was asked for, and keeps the place.
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
    """What waits for a person until `due`, read meanwhile or not, and how many notices of each
    template were `sent` to him by gateways on that `day`.
    """

    person: str
    community: Place
    held: tuple[str, ...] = ()
    more: int = 0  # held beyond those that are listed
    due: AwareDatetime | None = None
    day: date | None = None
    sent: dict[str, int] = {}
