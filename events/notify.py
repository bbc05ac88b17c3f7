"""What any feature asks of notify, and what notify makes known of it."""

from typing import ClassVar, Literal

from events import Event

Urgency = Literal["P1", "P2", "P3", "P4"]
Color = Literal["red", "orange", "yellow", "blue"]
Channel = Literal["inbox", "mqtt", "sms", "voice", "robot", "email"]
Why = Literal["unread", "undelivered", "person-left"]


class NoticeAsked(Event):
    """A feature wants a person told. Said by any feature, perhaps more than once: the same
    `notice_id` is the same notice. `template` is a key of its texts.yaml ("incidents.dispatched"),
    `about` the asking noun's own key ("incident#<id>"). With `escalate` the feature is to hear of
    it when nobody read the notice; `to_person` reaches somebody who is no member of the community.
    `rings`: where its urgency has him called at all, he is called at once.
    """

    feature: ClassVar[str] = "notify"
    by_any: ClassVar[bool] = True
    notice_id: str
    person: str
    template: str
    variables: dict[str, str] = {}
    urgency: Urgency
    color: Color | None = None
    about: str
    asked_by: str
    escalate: bool = False
    to_person: bool = False
    rings: bool = False


class NoticeSettled(Event):
    """Nothing more needs to be done for a notice, read or not: somebody acts already, or there is
    nothing left to act on. Said by whoever asked for it, perhaps more than once; it may be heard
    before the asking.
    """

    feature: ClassVar[str] = "notify"
    by_any: ClassVar[bool] = True
    notice_id: str
    person: str
    about: str
    asked_by: str


class AttemptPlanned(Event):
    """A notice is to go out by a gateway's channel now; `number` counts its attempts from 1."""

    feature: ClassVar[str] = "notify"
    notice_id: str
    number: int
    channel: Channel
    person: str


class NoticeEvent(Event):
    """What became of a notice; it is for the feature that asked, and for no other."""

    feature: ClassVar[str] = "notify"
    addressed: ClassVar[str] = "asked_by"
    notice_id: str
    person: str
    template: str
    about: str
    asked_by: str


class NoticeDelivered(NoticeEvent):
    """The person's device, or the channel's supplier, says that it arrived; said once."""

    channel: Channel


class NoticeRead(NoticeEvent):
    """The person opened it in the inbox; said once."""

    channel: Channel


class NoticeAnswered(NoticeEvent):
    """The person confirmed it (收到), in the inbox or by a key of the telephone; said once. `key`
    is which, where the supplier says so.
    """

    channel: Channel
    key: str = ""


class NoticeUnheard(NoticeEvent):
    """The time is over, or there is no way to the person: somebody else must be told."""

    why: Why


class BulkEnded(Event):
    """A message to many has ended, and nothing of it is in flight: `recipients` = accepted +
    refused + unreachable + skipped + unsent, `accepted` = delivered + failed + expired. `outcome`
    says whether it was carried through, cancelled, or its time was over before.
    """

    feature: ClassVar[str] = "notify"
    bulk_id: str
    outcome: Literal["ended", "cancelled", "expired"]
    recipients: int
    accepted: int
    delivered: int
    failed: int
    expired: int
    refused: int
    unreachable: int
    skipped: int
    unsent: int
