"""The effect of reports and receipts on a notice. Pure: time comes in as an argument.

They arrive in any order, possibly repeated: each is judged by what is known, which only grows.
Channels and times are in planning.py.
"""

from datetime import datetime
from typing import Any

from events.notify import Channel, NoticeAnswered, NoticeDelivered, NoticeRead

from .model import Attempt, Notice, Outcome
from .news import fact, then

KEY = "key-"  # prefix of a phone key in a report's code: key-1
RANKS = ("planned", "accepted", "expired", "failed", "delivered", "answered")


def reported(attempt: Attempt, outcome: Outcome, now: datetime) -> Attempt:
    """The attempt after a report; unchanged if the report is old news."""
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
    """The notice after a report about an attempt, which is as before the report; unchanged if the
    report has no effect. `code` may contain the key that was pressed.
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
    """Delivered. This stops nothing, as it may not have been seen."""
    if notice.delivered_at:
        return notice
    after = notice.model_copy(update={"delivered_at": now})
    return fact(after, NoticeDelivered, now, channel=channel)


def read(notice: Notice, now: datetime) -> Notice:
    """Read, hence delivered: nothing more is sent."""
    if notice.read_at:
        return notice
    new = {"delivered_at": notice.delivered_at or now, "read_at": now}
    after = fact(notice.model_copy(update=new), NoticeRead, now, channel="inbox")
    return then(after, ())


def answer(notice: Notice, now: datetime, channel: Channel, key: str = "") -> Notice:
    """Answered, hence read."""
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
    """Obsolete for the requesting feature; this does not mean that it was read."""
    if notice.settled_at:
        return notice
    return then(notice.model_copy(update={"settled_at": now}), ())


def _sooner(notice: Notice, now: datetime) -> Notice:
    """If nothing was delivered and nothing is in flight, the next step is taken early."""
    if notice.flying or notice.delivered_at or not notice.steps:
        return notice
    first, *others = notice.steps
    return then(notice, [first.model_copy(update={"at": min(first.at, now)}), *others])
