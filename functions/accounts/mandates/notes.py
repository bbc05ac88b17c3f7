"""Notices about a mandate. Pure."""

from datetime import datetime

from events.notify import NoticeAsked
from functions.accounts.notes import plain

from .model import Kept


def mandate_given(kept: Kept, city: str, now: datetime) -> tuple[NoticeAsked, ...]:
    """To the representative and, unless they gave it themselves, to the represented person."""
    told = [_of_a_mandate("mandate-given", kept.person, kept, city, now)]
    if kept.principal != kept.by:
        told.append(_of_a_mandate("guardian-given", kept.principal, kept, city, now))
    return tuple(told)


def mandate_revoked(kept: Kept, city: str, now: datetime) -> tuple[NoticeAsked, ...]:
    """To whichever of the two did not end it."""
    others = (one for one in (kept.person, kept.principal) if one != kept.revoked_by)
    about = f"mandate#{kept.id}"
    return tuple(plain("mandate-revoked", other, about, city, now) for other in others)


def _of_a_mandate(key: str, person: str, kept: Kept, city: str, now: datetime) -> NoticeAsked:
    return plain(key, person, f"mandate#{kept.id}", city, now, until=kept.until)
