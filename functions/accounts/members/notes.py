"""Notices about roles. Pure."""

from datetime import datetime

from events.notify import NoticeAsked
from functions.accounts.communities.model import Community
from functions.accounts.notes import plain
from linli.roles import Membership


def role_given(
    person: str, given: Membership, within: Community | None, now: datetime
) -> NoticeAsked:
    return _of_a_role("membership-given", person, given, within, now)


def role_ended(
    person: str, ended: Membership, within: Community | None, now: datetime
) -> NoticeAsked:
    return _of_a_role("membership-ended", person, ended, within, now)


def _of_a_role(
    key: str,
    person: str,
    membership: Membership,
    within: Community | None,
    now: datetime,
) -> NoticeAsked:
    """A place that is wider than a community, or in none that joined, is called by its code."""
    place, about = membership.place, f"membership#{membership.id or membership.role}"
    names = (within.name.zh, within.name.en, place[12:]) if within else (place,)
    called = " ".join(filter(None, names))
    return plain(key, person, about, place[:12], now, role=membership.role, place=called)
