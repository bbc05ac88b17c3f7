"""The notices that fall detection of a ward ended. Pure."""

from collections.abc import Iterator

from events.notify import NoticeAsked
from linli.notices import asked

from .model import Ward


def ended(ward: Ward) -> Iterator[NoticeAsked]:
    """To the ward, and to the guardian who agreed: both depend on it. Not to whoever ended it."""
    if ward.ended_by != ward.person:
        yield _told("watching-ended", ward.person, ward)
    if ward.guardian and ward.ended_by != ward.guardian:
        yield _told("watching-ended-of-ward", ward.guardian, ward)


def _told(key: str, person: str, ward: Ward) -> NoticeAsked:
    at = ward.ended_at or ward.until
    about = f"ward#{ward.person}"
    return asked(
        f"environment.{key}",
        person,
        ward.community,
        at,
        f"{about}#{at.isoformat()}",
        urgency="P3",
        about=about,
        to_person=True,
        at=at,
    )
