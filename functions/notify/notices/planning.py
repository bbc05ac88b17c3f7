"""By which channel a person is told, and when. Pure: time and rows come in as arguments."""

from datetime import datetime, timedelta

from events.notify import NoticeAsked, NoticeSettled, NoticeUnheard, Why
from functions.notify import limits, wording
from functions.notify.hours import is_quiet
from functions.notify.model import Pace, Rules, Wishes
from linli.notices import Template

from . import news
from .model import Notice, Step


def ask(asked: NoticeAsked, template: Template, rules: Rules, now: datetime) -> Notice:
    """The notice as it lies in the inbox, before anything is planned."""
    zh, en = wording.full(template, asked.variables)
    expiry = limits.number(rules, "expiry", asked.urgency, now)
    return Notice(
        id=asked.notice_id,
        kind=template.kind,
        zh=zh,
        en=en,
        expires_at=now + timedelta(minutes=expiry or 0),
        **asked.model_dump(exclude={"notice_id", "event_id", "version"}),
    )


def plan(notice: Notice, wishes: Wishes, rules: Rules, now: datetime) -> Notice:
    """With the steps by which its person is told, one after the other."""
    steps = [
        Step(at=now + _after(notice, row), channel=row.channel, digest=row.digest)
        for row in limits.in_force(rules.steps, now)
        if row.urgency == notice.urgency and _is_for(notice, row.channel, wishes)
    ]
    return news.then(notice, sorted(steps, key=lambda step: step.at))


def keep_place(settled: NoticeSettled, now: datetime) -> Notice:
    """Of a notice that is settled and was not asked for yet nothing else is known."""
    return Notice(
        id=settled.notice_id,
        kind="info",
        urgency="P4",
        template="",
        zh="",
        en="",
        hidden=True,
        unasked=True,
        settled_at=now,
        expires_at=now,
        **settled.model_dump(exclude={"notice_id", "event_id", "version"}),
    )


def take_place(kept: Notice, notice: Notice, *, hidden: bool) -> Notice:
    """Asked for at last, it lies in the inbox; as it is settled, nothing rings."""
    known = {"version": kept.version, "settled_at": kept.settled_at, "hidden": hidden}
    return notice.model_copy(update=known)


def advance(notice: Notice, wishes: Wishes, now: datetime, *, beyond: bool) -> Notice:
    """Each step is taken whose time has come. With `beyond` the person got as many of this
    template today as he may get.
    """
    for step in notice.steps:
        if step.at > now or notice.why:
            break
        notice = _take(notice, step, held=beyond or is_quiet(wishes.quiet, now), now=now)
    later = [step for step in notice.steps if step.at > now]
    return news.then(notice, () if notice.why else later)


def leave(notice: Notice, now: datetime) -> Notice:
    """Nobody is told any more who has left the community."""
    gone = notice.model_copy(update={"hidden": True})
    return news.then(_unheard(gone, "person-left", now), ())


def is_urgent(notice: Notice) -> bool:
    """Such a one is never held, and no wish keeps it from a telephone."""
    return notice.urgency == "P1" or notice.color in ("red", "orange")


def _after(notice: Notice, row: Pace) -> timedelta:
    at_once = notice.rings and row.channel == "voice"
    return timedelta(seconds=0 if at_once else row.value)


def _is_for(notice: Notice, channel: str, wishes: Wishes) -> bool:
    if channel == "unheard":
        return notice.escalate
    return channel in wishes.channels or (is_urgent(notice) and channel in ("sms", "voice"))


def _take(notice: Notice, step: Step, *, held: bool, now: datetime) -> Notice:
    if step.channel == "unheard":
        return _unheard(notice, "unread" if notice.delivered_at else "undelivered", now)
    if not is_urgent(notice) and (step.digest or held):
        return news.hold(notice)
    return news.attempt(notice, step.channel, now)


def _unheard(notice: Notice, why: Why, now: datetime) -> Notice:
    new = {"unheard_at": now, "why": why}
    return news.fact(notice.model_copy(update=new), NoticeUnheard, now, why=why)
