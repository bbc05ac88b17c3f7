"""The lawful bases for registering a person's device, by the rules of linli.bases. Pure."""

from datetime import datetime

from functions.devices.kinds.model import Kind
from linli import bases
from linli.errors import Invalid, Refused
from linli.roles import Actor

from .model import Agreed


def lawful(agreed: Agreed, kind: Kind, whose: Actor, now: datetime) -> None:
    """Refuse an agreement that is insufficient for the kind or for a child; see linli.bases."""
    bases.lawful(agreed, whose, now, sensitive=kind.sensitive, at="/body/agreed")


def heard(agreed: Agreed | None, kind: Kind, now: datetime) -> bool:
    """Whether messages of this kind may be stored and shown by this agreement."""
    return not kind.personal or (agreed is not None and _enough(agreed, kind, now))


def stays(before: Agreed, after: Agreed) -> None:
    """Refuse changes that only the person can make: another person, a contract instead of a
    consent, or a longer period or another guardian without a new document.
    """
    if after.person != before.person:
        raise Refused("person-stays")
    if after.basis != before.basis:
        raise Refused("basis-stays")
    more = after.until > before.until or after.guardian != before.guardian
    if more and after.document == before.document:
        raise Invalid("document-needed", "/body/agreed/document")


def withdrawable(agreed: Agreed, kind: Kind, now: datetime) -> bool:
    """Whether the person may end it: a consent always; a contract only if its basis is
    insufficient.
    """
    return bases.ROWS[agreed.basis].at(now).withdrawable or not _enough(agreed, kind, now)


def article(agreed: Agreed, kind: Kind, now: datetime, *, child: bool = False) -> str:
    return bases.article(agreed.basis, now, sensitive=kind.sensitive, child=child)


def _enough(agreed: Agreed, kind: Kind, now: datetime) -> bool:
    return bases.enough(agreed.basis, now, sensitive=kind.sensitive)
