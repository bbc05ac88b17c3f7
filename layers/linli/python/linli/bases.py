"""The lawful bases for measuring or watching over a person, as rows. Pure."""

from datetime import datetime
from typing import Literal, Protocol

from linli.dated import Dated, unbroken
from linli.errors import Invalid
from linli.roles import Actor
from linli.rows import shared

Basis = Literal["CONSENT", "CONTRACT", "STATUTORY_DUTY"]  # of L-PIP#13


class Row(Dated):
    """A row of rules/bases.yaml."""

    id: Basis
    article: str
    sensitive: str | None = None
    child: str | None = None
    guardian: bool = False
    withdrawable: bool
    mark: Literal["C", "C0", "C0/K", "K", "U"]


class Agreement(Protocol):
    """On which basis, until when, and by which guardian, if not by the person himself."""

    @property
    def basis(self) -> Basis: ...
    @property
    def until(self) -> datetime: ...
    @property
    def guardian(self) -> str | None: ...


ROWS = unbroken(shared("bases", Row))


def lawful(agreed: Agreement, whose: Actor, now: datetime, *, sensitive: bool, at: str) -> None:
    """Refuse a basis that is insufficient for the data, and for a child under fourteen a consent
    without a registered guardian, or for longer than the guardian decides. `at` is the JSON pointer
    of the agreement in the request.
    """
    child = whose.is_minor(now)
    if not enough(agreed.basis, now, sensitive=sensitive, child=child):
        raise Invalid("consent-needed", f"{at}/basis")
    guarded = child and ROWS[agreed.basis].at(now).guardian
    if guarded and agreed.guardian is None:
        raise Invalid("guardian-needed", f"{at}/guardian")
    if agreed.guardian is not None and not whose.guarded_by(agreed.guardian, now):
        raise Invalid("no-guardian", f"{at}/guardian")
    if guarded and whose.grown_at and agreed.until > whose.grown_at:
        raise Invalid("until-fourteen", f"{at}/until")


def enough(basis: Basis, now: datetime, *, sensitive: bool, child: bool = False) -> bool:
    row = ROWS[basis].at(now)
    return not (sensitive and row.sensitive is None) and not (child and row.child is None)


def article(basis: Basis, now: datetime, *, sensitive: bool, child: bool = False) -> str:
    """All articles that apply, separated by commas."""
    row = ROWS[basis].at(now)
    said = [row.article]
    said += [row.sensitive] if row.sensitive and (sensitive or child) else []
    said += [row.child] if row.child and child else []
    return ",".join(dict.fromkeys(said))
