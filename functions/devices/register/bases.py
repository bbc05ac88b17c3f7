"""The lawful bases for registering a person's device, by rules. Pure."""

from datetime import datetime
from typing import Literal

from functions.devices.kinds.model import Kind
from functions.devices.model import Line
from linli.dated import Dated, unbroken
from linli.errors import Invalid, Refused
from linli.rows import rows

from .model import Agreed, Basis


class Row(Dated):
    """A row of rules/bases.yaml."""

    id: Basis
    article: Line
    sensitive: Line | None = None
    withdrawable: bool
    mark: Literal["C", "C0", "C0/K", "K", "U"]


BASES = unbroken(rows("devices", "bases", Row))


def enough(basis: Basis, kind: Kind, now: datetime) -> bool:
    return not kind.sensitive or BASES[basis].at(now).sensitive is not None


def heard(agreed: Agreed | None, kind: Kind, now: datetime) -> bool:
    """Whether messages of this kind may be stored and shown by this agreement."""
    return not kind.personal or (agreed is not None and enough(agreed.basis, kind, now))


def stays(before: Agreed, after: Agreed) -> None:
    """Refuse changes that only the person can make: another person, a contract instead of a
    consent, or a longer period without a new document.
    """
    if after.person != before.person:
        raise Refused("person-stays")
    if after.basis != before.basis:
        raise Refused("basis-stays")
    if after.until > before.until and after.document == before.document:
        raise Invalid("document-needed", "/body/agreed/document")


def withdrawable(agreed: Agreed, kind: Kind, now: datetime) -> bool:
    """Whether the person may end it: a consent always; a contract only if its basis is
    insufficient.
    """
    return BASES[agreed.basis].at(now).withdrawable or not enough(agreed.basis, kind, now)


def article(agreed: Agreed, kind: Kind, now: datetime) -> str:
    row = BASES[agreed.basis].at(now)
    return f"{row.article},{row.sensitive}" if kind.sensitive and row.sensitive else row.article
