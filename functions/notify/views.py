"""What people send to notify and are shown of it; of bulks that is in bulk_views.py."""

from typing import Literal

from linli.model import Fact, Noun

from .model import Language, Notice, Outgoing, Shown


class Receipt(Fact):
    kind: Literal["delivered", "read"]


class Reply(Fact):
    answer: Literal["received"]  # 收到


class Told(Shown):
    """A notice; `text` is in the language of its person."""

    text: str


class Inbox(Fact):
    items: list[Told]
    next: str | None


class Unread(Noun):
    """A message in quarantine, without what it said: that may be personal."""

    id: str
    queue: str
    why: str
    kept_at: str
    replays: int


class Quarantine(Fact):
    items: list[Unread]
    next: str | None


def told(notice: Notice, language: Language) -> Told:
    text = notice.zh if language == "zh" else notice.en
    return Told(**dict(notice.shown()), text=text)


class Supplier(Fact):
    """How much he carries, of a hundred, beside what he carries at rest; and the last minute of
    his, but `in_flight` and `unknown` of the last hour.
    """

    channel: Outgoing
    name: str
    share: int
    resting: int
    sent: int
    slow: int
    failed: int
    in_flight: int
    unknown: int


class Suppliers(Fact):
    items: list[Supplier]


class Heard(Fact):
    """How many reports were of something that the gateway had taken, and how many were not."""

    taken: int
    unknown: int
