"""What people are told of their roles, mandates and apps; the words are in texts.yaml. Pure."""

from datetime import datetime
from typing import Any

from events.notify import NoticeAsked, Urgency
from linli.notices import asked
from linli.roles import Membership

from .model import Duty
from .model_mandates import Kept


def role_given(person: str, given: Membership, duty: Duty, now: datetime) -> NoticeAsked:
    return _of_a_role("membership-given", person, given, duty, now)


def role_ended(person: str, ended: Membership, duty: Duty, now: datetime) -> NoticeAsked:
    return _of_a_role("membership-ended", person, ended, duty, now)


def mandate_given(kept: Kept, city: str, now: datetime) -> tuple[NoticeAsked, ...]:
    """To who may act and, where it was not he who gave it, to who is acted for."""
    told = [_of_a_mandate("mandate-given", kept.person, kept, city, now)]
    if kept.principal != kept.by:
        told.append(_of_a_mandate("guardian-given", kept.principal, kept, city, now))
    return tuple(told)


def mandate_revoked(kept: Kept, city: str, now: datetime) -> tuple[NoticeAsked, ...]:
    """To each of the two who did not do it himself."""
    others = (one for one in (kept.person, kept.principal) if one != kept.revoked_by)
    about = f"mandate#{kept.id}"
    return tuple(_plain("mandate-revoked", other, about, city, now) for other in others)


def recovered(person: str, city: str, now: datetime) -> NoticeAsked:
    return _plain("recovered", person, f"person#{person}", city, now, urgency="P2")


def app_revoked(client: str, owner: str, city: str, now: datetime) -> NoticeAsked:
    return _plain("app-revoked", owner, f"app#{client}", city, now, app=client)


def _of_a_role(
    key: str, person: str, membership: Membership, duty: Duty, now: datetime
) -> NoticeAsked:
    place, about = membership.place, f"membership#{membership.id or membership.role}"
    called = f"{duty.zh} {duty.en}"
    return _plain(key, person, about, place[:12], now, role=called, place=place)


def _of_a_mandate(key: str, person: str, kept: Kept, city: str, now: datetime) -> NoticeAsked:
    return _plain(key, person, f"mandate#{kept.id}", city, now, until=kept.until)


def _plain(
    key: str,
    person: str,
    about: str,
    community: str,
    now: datetime,
    *,
    urgency: Urgency = "P3",
    **variables: Any,
) -> NoticeAsked:
    """Said to the person wherever he is: he may be a member of nothing, or not any more."""
    cause = f"{about} {now.isoformat()}"
    return asked(
        f"accounts.{key}",
        person,
        community,
        now,
        cause,
        urgency=urgency,
        about=about,
        to_person=True,
        **variables,
    )
