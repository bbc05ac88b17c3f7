"""What reports and receipts make of a notice. Pure: time comes in as an argument.

They come in any order, and again: each is judged by what is known, which only grows. By which
channel a person is told when is in planning.py.
"""

from datetime import datetime
from typing import Any

from events.notify import Channel, NoticeAnswered, NoticeDelivered, NoticeRead

from .model import Attempt, Notice, Outcome
from .news import fact, then

KEY = "key-"  # of the telephone, in the code of a report: key-1
RANKS = ("planned", "accepted", "expired", "failed", "delivered", "answered")


def reported(attempt: Attempt, outcome: Outcome, now: datetime) -> Attempt:
    """The attempt after a report, or the same if the report is old news."""
    if RANKS.index(outcome) <= RANKS.index(attempt.state):
        return attempt
    new: dict[str, Any] = {"state": outcome}
    if outcome not in ("failed", "expired"):
        new["accepted_at"] = attempt.accepted_at or now
    if outcome != "accepted":
        new["ended_at"] = now
    return attempt.model_copy(update=new)


def heard(
    notice: Notice, attempt: Attempt, outcome: Outcome, now: datetime, code: str = ""
) -> Notice:
    """The notice after a report of an attempt, which is as it was before the report; the same
    notice if the report changes nothing. `code` may say which key was pressed.
    """
    if outcome == "accepted" or reported(attempt, outcome, now) is attempt:
        return notice
    flying = tuple(number for number in notice.flying if number != attempt.number)
    notice = then(notice.model_copy(update={"flying": flying}), notice.steps)
    if outcome == "delivered":
        return deliver(notice, now, attempt.channel)
    if outcome == "answered":
        key = code.removeprefix(KEY) if code.startswith(KEY) else ""
        return answer(notice, now, attempt.channel, key)
    return _sooner(notice, now)


def deliver(notice: Notice, now: datetime, channel: Channel) -> Notice:
    """It arrived; that alone stops nothing, as nobody need have seen it."""
    if notice.delivered_at:
        return notice
    after = notice.model_copy(update={"delivered_at": now})
    return fact(after, NoticeDelivered, now, channel=channel)


def read(notice: Notice, now: datetime) -> Notice:
    """What was read was delivered, and nothing more needs to be done for it."""
    if notice.read_at:
        return notice
    new = {"delivered_at": notice.delivered_at or now, "read_at": now}
    after = fact(notice.model_copy(update=new), NoticeRead, now, channel="inbox")
    return then(after, ())


def answer(notice: Notice, now: datetime, channel: Channel, key: str = "") -> Notice:
    """What was answered was read, wherever."""
    if notice.answered_at:
        return notice
    new = {
        "delivered_at": notice.delivered_at or now,
        "read_at": notice.read_at or now,
        "answered_at": now,
    }
    after = fact(notice.model_copy(update=new), NoticeAnswered, now, channel=channel, key=key)
    return then(after, ())


def settle(notice: Notice, now: datetime) -> Notice:
    """Who asked needs nobody told any more; that its person read it, nobody says."""
    if notice.settled_at:
        return notice
    return then(notice.model_copy(update={"settled_at": now}), ())


def _sooner(notice: Notice, now: datetime) -> Notice:
    """Where nothing arrived and nothing is under way, the next step need not wait for its time."""
    if notice.flying or notice.delivered_at or not notice.steps:
        return notice
    first, *others = notice.steps
    return then(notice, [first.model_copy(update={"at": min(first.at, now)}), *others])
