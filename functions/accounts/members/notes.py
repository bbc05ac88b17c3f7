"""Notices about roles. Pure."""

from datetime import datetime

from events.notify import NoticeAsked
from functions.accounts.notes import plain
from linli.roles import Membership

from .model import Duty


def role_given(person: str, given: Membership, duty: Duty, now: datetime) -> NoticeAsked:
    return _of_a_role("membership-given", person, given, duty, now)


def role_ended(person: str, ended: Membership, duty: Duty, now: datetime) -> NoticeAsked:
    return _of_a_role("membership-ended", person, ended, duty, now)


def _of_a_role(
    key: str, person: str, membership: Membership, duty: Duty, now: datetime
) -> NoticeAsked:
    place, about = membership.place, f"membership#{membership.id or membership.role}"
    called = f"{duty.zh} {duty.en}"
    return plain(key, person, about, place[:12], now, role=called, place=place)
