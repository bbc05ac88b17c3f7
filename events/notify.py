"""Requests of features to notify, and events of notify."""

from typing import ClassVar, Literal

from events import Event

Urgency = Literal["P1", "P2", "P3", "P4"]
Color = Literal["red", "orange", "yellow", "blue"]
Channel = Literal["inbox", "mqtt", "sms", "voice", "robot", "email"]
Why = Literal["unread", "undelivered", "person-left"]


class NoticeAsked(Event):
    """A request to notify a person, from any feature, possibly repeated: the same `notice_id` is
    the same notice. `template` is a key of its texts.yaml ("incidents.dispatched"), `about` the key
    of its noun ("incident#<id>"). `escalate`: the feature wants to know if nobody read it.
    `to_person` allows a recipient who is not a member of the community. `rings`: if its urgency
    includes a call, call at once.
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
    """A notice is obsolete, read or not: somebody acts already, or there is nothing to do any more.
    Published by whoever requested it, possibly repeated, and possibly received before the request.
    """

    feature: ClassVar[str] = "notify"
    by_any: ClassVar[bool] = True
    notice_id: str
    person: str
    about: str
    asked_by: str


class AttemptPlanned(Event):
    """A notice is to be sent through a gateway now; `number` counts its attempts from 1."""

    feature: ClassVar[str] = "notify"
    notice_id: str
    number: int
    channel: Channel
    person: str


class NoticeEvent(Event):
    """The delivery status of a notice, for the feature that requested it only."""

    feature: ClassVar[str] = "notify"
    addressed: ClassVar[str] = "asked_by"
    notice_id: str
    person: str
    template: str
    about: str
    asked_by: str


class NoticeDelivered(NoticeEvent):
    """Delivered, by the person's device or the channel's provider; published once."""

    channel: Channel


class NoticeRead(NoticeEvent):
    """Opened in the inbox; published once."""

    channel: Channel


class NoticeAnswered(NoticeEvent):
    """Confirmed (收到) in the inbox or by a key of the phone; published once. `key` is the one
    pressed, if the provider reports it.
    """

    channel: Channel
    key: str = ""


class NoticeUnheard(NoticeEvent):
    """Expired, or the person cannot be reached: somebody else must be notified."""

    why: Why


class BulkEnded(Event):
    """A bulk message has ended, with nothing in flight: `recipients` = accepted + refused +
    unreachable + skipped + unsent, `accepted` = delivered + failed + expired. `outcome` tells
    whether it was completed, cancelled, or expired.
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
