"""Requests and responses of the inbox."""

from typing import Literal

from functions.notify.model import Language
from functions.notify.notices.model import Notice, Shown
from linli.model import Fact


class Receipt(Fact):
    kind: Literal["delivered", "read"]


class Reply(Fact):
    answer: Literal["received"]  # 收到


class Told(Shown):
    """A notice; `text` is in the person's language."""

    text: str


class Inbox(Fact):
    items: list[Told]
    next: str | None


def told(notice: Notice, language: Language) -> Told:
    text = notice.zh if language == "zh" else notice.en
    return Told(**dict(notice.shown()), text=text)
