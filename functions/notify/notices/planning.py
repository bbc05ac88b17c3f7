"""By which channels a person is notified, and when. Pure: time and rows come in as arguments."""

from datetime import datetime, timedelta

from events.notify import NoticeAsked, NoticeSettled, NoticeUnheard, Why
from functions.notify import limits, wording
from functions.notify.hours import is_quiet
from functions.notify.model import Pace, Rules, Wishes
from linli.notices import Template

from . import news
from .model import Notice, Step


def ask(asked: NoticeAsked, template: Template, rules: Rules, now: datetime) -> Notice:
    """The notice as it is in the inbox, before planning."""
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
    """With the planned steps."""
    steps = [
        Step(at=now + _after(notice, row), channel=row.channel, digest=row.digest)
        for row in limits.in_force(rules.steps, now)
        if row.urgency == notice.urgency and _is_for(notice, row.channel, wishes)
    ]
    return news.then(notice, sorted(steps, key=lambda step: step.at))


def keep_place(settled: NoticeSettled, now: datetime) -> Notice:
    """A placeholder for a notice that was settled before its request arrived."""
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
    """The request has arrived: the notice is in the inbox but, being settled, is not sent."""
    known = {"version": kept.version, "settled_at": kept.settled_at, "hidden": hidden}
    return notice.model_copy(update=known)


def advance(notice: Notice, wishes: Wishes, now: datetime, *, beyond: bool) -> Notice:
    """Take all due steps. `beyond`: the daily limit of this template is reached."""
    for step in notice.steps:
        if step.at > now or notice.why:
            break
        notice = _take(notice, step, held=beyond or is_quiet(wishes.quiet, now), now=now)
    later = [step for step in notice.steps if step.at > now]
    return news.then(notice, () if notice.why else later)


def leave(notice: Notice, now: datetime) -> Notice:
    """The person has left the community: nothing more is sent."""
    gone = notice.model_copy(update={"hidden": True})
    return news.then(_unheard(gone, "person-left", now), ())


def is_urgent(notice: Notice) -> bool:
    """Urgent ones are never held, and ignore opt-outs of calls."""
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
