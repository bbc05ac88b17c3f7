"""The lawful bases for measuring or watching over a person, as rows. Pure."""

from datetime import datetime
from typing import Literal

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


ROWS = unbroken(shared("bases", Row))


def lawful(
    basis: Basis, whose: Actor, guardian: str | None, now: datetime, *, sensitive: bool, at: str
) -> None:
    """Refuse a basis that is insufficient for the data, and for a child under fourteen a consent
    without a registered guardian. `at` is the JSON pointer of the agreement in the request.
    """
    child = whose.is_minor(now)
    if not enough(basis, now, sensitive=sensitive, child=child):
        raise Invalid("consent-needed", f"{at}/basis")
    if guardian is None and child and ROWS[basis].at(now).guardian:
        raise Invalid("guardian-needed", f"{at}/guardian")
    if guardian is not None and not whose.guarded_by(guardian, now):
        raise Invalid("no-guardian", f"{at}/guardian")


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
