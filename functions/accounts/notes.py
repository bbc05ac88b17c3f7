"""Notices to people; their texts are in texts.yaml. Pure."""

from datetime import datetime
from typing import Any

from events.notify import NoticeAsked, Urgency
from linli.notices import asked


def recovered(person: str, city: str, now: datetime) -> NoticeAsked:
    return plain("recovered", person, f"person#{person}", city, now, urgency="P2")


def card_issued(person: str, city: str, now: datetime) -> NoticeAsked:
    return plain("card-issued", person, f"person#{person}", city, now, urgency="P2")


def passkey_added(person: str, city: str, now: datetime) -> NoticeAsked:
    return plain("passkey-added", person, f"person#{person}", city, now, urgency="P2")


def telephone_changed(person: str, city: str, now: datetime) -> NoticeAsked:
    return plain("telephone-changed", person, f"person#{person}", city, now, urgency="P2")


def app_revoked(client: str, owner: str, city: str, now: datetime) -> NoticeAsked:
    return plain("app-revoked", owner, f"app#{client}", city, now, app=client)


def plain(
    key: str,
    person: str,
    about: str,
    community: str,
    now: datetime,
    *,
    urgency: Urgency = "P3",
    **variables: Any,
) -> NoticeAsked:
    """Sent to the person directly, who may not be a member of anything."""
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
