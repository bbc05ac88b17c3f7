"""A bulk message: its recipients, page by page, and its progress.

A page has two rows: the recipients, immutable, and their states, one letter per person. All counts
derive from these letters, so that nobody can be lost between two counts.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from events.notify import Color, Urgency
from functions.notify.model import Language
from linli.model import Driven, Fact, Noun
from linli.places import Place
from linli.roles import Role

PAGE, MOST = 100, 5_000  # people per page, pages per bulk: it is counted whenever it is shown
Stage = Literal["draft", "counting", "sending", "paused", "ended", "cancelled", "expired"]
Words = Annotated[str, StringConstraints(min_length=2, max_length=500, strip_whitespace=True)]
Minutes = Annotated[int, Field(ge=5, le=10_080)]
What = Literal["drafted", "started", "paused", "resumed", "cancelled", "expired", "ended"]
ByPhone = Literal["sms", "voice"]
Why = Literal["bulk-too-large"]

# the state of one person
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
    unreachable: int = 0  # no phone number is known
    skipped: int = 0  # opted out of the channel, or has left
    unsent: int = 0


class Preview(Fact):
    """The number of recipients before the start; a minimum, if there are too many to count
    at once.
    """

    recipients: int
    with_phone: int
    complete: bool
    segments: int  # SMS segments of the Chinese text


class Act(Fact):
    what: What
    at: AwareDatetime
    by: str | None = None


class Shown(Noun):
    """The public view. `held_until`: end of quiet hours; `stalled_since`: no gateway accepts
    anything; `expires_at` is set at the start; `why`: cancelled by the system.
    """

    id: str
    community: Place  # a place at any level
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
    counts: Counts = Counts()  # at its end
    acts: tuple[Act, ...] = ()


class Bulk(Shown, Driven):
    """`cursor` is the position of counting. The first `passed` pages have been sent; then those of
    `turn` follow. A page with people in quiet hours is `left` for another turn at `again_at`.
    `done` people were processed since `moving_since`. `rounds` limit the history of an execution.
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
        """The public view, without the task token, which is a secret."""
        return Shown.model_validate(self.model_dump())


class Message(Fact):
    """One request to a gateway: `to` are indexes in the page, in the order of the request."""

    language: Language
    to: tuple[int, ...]
    gateway: str | None = None  # the chosen gateway
    taken_at: AwareDatetime | None = None  # by the clock by which providers are judged


class People(Noun):
    """The recipients of a page, by id only."""

    people: Annotated[tuple[str, ...], Field(max_length=PAGE)]


class Page(Noun):
    """The state of each recipient of a page, by index; `after` is the cursor with which accounts
    listed them.
    """

    number: int
    after: str = ""
    states: Annotated[str, StringConstraints(max_length=PAGE, pattern=r"^[.padfxrus]*$")]
    messages: tuple[Message, ...] = ()


class Broadcast(Noun):
    """The message in the inboxes of all members of a place, unless `withdrawn`; a warning until it
    `expires_at`.
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
