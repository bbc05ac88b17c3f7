"""Notices held during quiet hours, sent as one message at their end. Pure."""

from datetime import datetime
from functools import reduce

from events.notify import NoticeAsked
from functions.notify import limits
from functions.notify.hours import is_quiet, morning
from functions.notify.model import Rules, Wishes
from linli.ids import derived
from linli.notices import Template
from linli.wall import local_day

from . import news, planning
from .model import Digest, Notice

TEMPLATE = "notify.digest"
MOST = 100  # listed; others are only counted


def take_note(digest: Digest, notice: Notice, wishes: Wishes, now: datetime) -> Digest:
    """Update the digest: one more held, or one more of its template sent today."""
    if not notice.news.hold and not notice.news.attempts:
        return digest
    digest = digest.model_copy(update={"community": notice.community})
    if notice.news.hold:
        digest = _hold(digest, notice.id, morning(wishes.quiet, now))
    if notice.news.attempts:
        today = local_day(now)
        sent = digest.sent if digest.day == today else {}
        more = sent | {notice.template: sent.get(notice.template, 0) + 1}
        digest = digest.model_copy(update={"day": today, "sent": more})
    return digest


def is_beyond(digest: Digest, notice: Notice, rules: Rules, now: datetime) -> bool:
    """Whether the daily limit of this template is reached."""
    most = limits.number(rules, "rate", notice.urgency, now)
    sent = digest.sent.get(notice.template, 0) if digest.day == local_day(now) else 0
    return most is not None and sent >= most


def put_off(digest: Digest, wishes: Wishes, now: datetime) -> Digest | None:
    """Postponed to the end of quiet hours, if it became due within them."""
    if not is_quiet(wishes.quiet, now):
        return None
    return digest.model_copy(update={"due": morning(wishes.quiet, now)})


def message(
    digest: Digest, unread: int, template: Template, wishes: Wishes, rules: Rules, now: datetime
) -> Notice | None:
    """The message for everything held; None if all was read, or there is no channel. It contains
    their number only.
    """
    channels = [row.channel for row in limits.in_force(rules.steps, now) if row.digest]
    wished = [channel for channel in dict.fromkeys(channels) if channel in wishes.channels]
    if not unread or not wished or not digest.due:
        return None
    asked = NoticeAsked(
        community=digest.community,
        at=now,
        notice_id=derived("digest", digest.person, digest.due.isoformat()),
        person=digest.person,
        template=TEMPLATE,
        variables={"count": str(unread)},
        urgency="P4",
        about=f"digest#{digest.person}",
        asked_by="notify",
    )
    notice = planning.ask(asked, template, rules, now).model_copy(update={"hidden": True})
    sent = reduce(lambda one, channel: news.attempt(one, channel, now), wished, notice)
    return news.then(sent, ())


def emptied(digest: Digest) -> Digest:
    return digest.model_copy(update={"held": (), "more": 0, "due": None})


def _hold(digest: Digest, notice_id: str, ends: datetime) -> Digest:
    """Held until `ends`, or an earlier digest."""
    if notice_id in digest.held:
        return digest
    full = len(digest.held) >= MOST
    held = digest.held if full else (*digest.held, notice_id)
    due = min(digest.due or ends, ends)
    return digest.model_copy(update={"held": held, "more": digest.more + full, "due": due})
