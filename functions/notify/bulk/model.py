"""A message to many: whom it is for, page by page, and how far it is.

A page is two rows: whom it is for, which never changes, and how it stands with each of them, one
letter a person. All counts are counted from these letters, so none can be lost between two counts.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from events.notify import Color, Urgency
from functions.notify.model import Language
from linli.model import Driven, Fact, Noun
from linli.places import Place
from linli.roles import Role

PAGE, MOST = 100, 5_000  # people of a page, pages of a bulk: it is counted as often as it is seen
Stage = Literal["draft", "counting", "sending", "paused", "ended", "cancelled", "expired"]
Words = Annotated[str, StringConstraints(min_length=2, max_length=500, strip_whitespace=True)]
Minutes = Annotated[int, Field(ge=5, le=10_080)]
What = Literal["drafted", "started", "paused", "resumed", "cancelled", "expired", "ended"]
ByPhone = Literal["sms", "voice"]
Why = Literal["bulk-too-large"]

# how it stands with one person
UNSENT, PLANNED, IN_FLIGHT, DELIVERED, FAILED, EXPIRED, REFUSED, UNREACHABLE, SKIPPED = ".padfxrus"


class Texts(Fact):
    zh: Words
    en: Words


class Counts(Fact):
    """`recipients` = accepted + refused + unreachable + skipped + unsent, and
    `accepted` = delivered + failed + expired + in_flight.
    """

    recipients: int = 0
    accepted: int = 0
    delivered: int = 0
    failed: int = 0
    expired: int = 0
    in_flight: int = 0
    refused: int = 0  # by the gateway
    unreachable: int = 0  # no telephone is known
    skipped: int = 0  # does not want it by this channel, or has left
    unsent: int = 0


class Preview(Fact):
    """What a start would reach: at least so many, if they were too many to count at once."""

    recipients: int
    with_phone: int
    complete: bool
    segments: int  # of one message in Chinese; what a supplier counts


class Act(Fact):
    what: What
    at: AwareDatetime
    by: str | None = None


class Shown(Noun):
    """What people see of a bulk. `held_until` people's quiet hours end; `stalled_since` no gateway
    takes anything; `expires_at` is known once it is started; `why` the city itself cancelled it.
    """

    id: str
    community: Place  # any place: a city too
    stage: Stage
    role: Role | None = None
    channel: ByPhone
    urgency: Urgency
    color: Color | None = None
    template: str
    texts: Texts
    by: str
    created_at: AwareDatetime
    expires_in: Minutes
    preview: Preview
    started_at: AwareDatetime | None = None
    expires_at: AwareDatetime | None = None
    paused_at: AwareDatetime | None = None
    paused_by: str | None = None
    held_until: AwareDatetime | None = None
    stalled_since: AwareDatetime | None = None
    ended_at: AwareDatetime | None = None
    why: Why | None = None
    counts: Counts = Counts()  # when it ended
    acts: tuple[Act, ...] = ()


class Bulk(Shown, Driven):
    """`cursor` is where counting goes on. Sending is through with the first `passed` pages; then
    come those of `turn`. Where quiet hours were not over, a page is `left` for another turn, at
    `again_at`. `done` of its people were looked at since `moving_since`. `rounds` bound the history
    of an execution.
    """

    stage: Stage
    counted: bool = False
    cursor: str = ""
    pages: int = 0
    passed: int = 0
    turn: tuple[int, ...] = ()
    left: tuple[int, ...] = ()
    again_at: AwareDatetime | None = None
    through_at: AwareDatetime | None = None
    moving_since: AwareDatetime | None = None
    done: int = 0
    rounds: int = 0

    def shown(self) -> Shown:
        """Without the token, which is a secret."""
        return Shown.model_validate(self.model_dump())


class Message(Fact):
    """One request to a gateway: `to` are places in the page, in the order of the request."""

    language: Language
    to: tuple[int, ...]
    gateway: str | None = None  # who was asked to take it
    taken_at: AwareDatetime | None = None  # by the clock by which suppliers are judged


class People(Noun):
    """Whom a page is for; nothing of them but their ids."""

    people: Annotated[tuple[str, ...], Field(max_length=PAGE)]


class Page(Noun):
    """How it stands with each person of the page, by their places; `after` is what the accounts
    were asked with when they named them.
    """

    number: int
    after: str = ""
    states: Annotated[str, StringConstraints(max_length=PAGE, pattern=r"^[.padfxrus]*$")]
    messages: tuple[Message, ...] = ()


class Broadcast(Noun):
    """The same message in the inbox of all who belong to a place, but while it is `withdrawn`; a
    warning until it `expires_at`.
    """

    id: str
    place: Place
    role: Role | None = None
    urgency: Urgency
    color: Color | None = None
    template: str
    texts: Texts
    at: AwareDatetime
    expires_at: AwareDatetime | None = None
    withdrawn: bool = False
