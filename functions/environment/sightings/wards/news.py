"""The notice to a ward that fall detection ended. Pure."""

from events.notify import NoticeAsked
from linli.notices import asked

from .model import Ward


def ended(ward: Ward) -> NoticeAsked:
    """Published whoever ended it, and also when its time was over."""
    at = ward.ended_at or ward.until
    about = f"ward#{ward.person}"
    return asked(
        "environment.watching-ended",
        ward.person,
        ward.community,
        at,
        f"{about}#{at.isoformat()}",
        urgency="P3",
        about=about,
        to_person=True,
        at=at,
    )
