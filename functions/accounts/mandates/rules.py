"""When one person may act for another. Pure: time comes in as an argument."""

from datetime import datetime
from typing import Any, NamedTuple

from events import Event
from events.accounts import MandateGiven, MandateRevoked
from functions.accounts.people.rules import of_age
from functions.accounts.terms import Terms, after
from linli.errors import Invalid, NotFound, Refused
from linli.roles import Actor, Mandate

from .model import Kept

MOST_GIVEN, MOST_HELD = 10, 50  # at a time


class Two(NamedTuple):
    """The represented person, and the representative."""

    principal: Actor
    person: Actor


def check(wanted: Kept, two: Two, terms: Terms, now: datetime) -> None:
    """Refuse what nobody could grant."""
    if wanted.person == wanted.principal:
        raise Refused("own-mandate", status=403)
    if wanted.kind == "guardian" and wanted.by in (wanted.person, wanted.principal):
        raise Refused("own-mandate", status=403)
    if wanted.until <= now:
        raise Invalid("over-already", "/body/until")
    if wanted.until > after(terms, f"{wanted.kind}-longest", now):
        raise Invalid("too-long", "/body/until")
    of_age(two.person, now)
    if wanted.kind == "helper":
        of_age(two.principal, now)
    given, held = _lasting(two.principal.given, now), _lasting(two.person.held, now)
    if len(given) >= MOST_GIVEN or len(held) >= MOST_HELD:
        raise Refused("too-many-mandates")


def given(wanted: Kept, two: Two, now: datetime) -> Two:
    """Both with the mandate; ended ones leave their rows and remain in their own."""
    new = wanted.mandate()
    mine, theirs = _lasting(two.principal.given, now), _lasting(two.person.held, now)
    return Two(
        two.principal.model_copy(update={"given": (*mine, new)}),
        two.person.model_copy(update={"held": (*theirs, new)}),
    )


def without(mandate_id: str, two: Two) -> Two:
    given = tuple(one for one in two.principal.given if one.id != mandate_id)
    held = tuple(one for one in two.person.held if one.id != mandate_id)
    return Two(
        two.principal.model_copy(update={"given": given}),
        two.person.model_copy(update={"held": held}),
    )


def revoked(kept: Kept, by: str, now: datetime) -> Kept:
    """Ended by either of the two, or a guardianship by whoever recorded it: a child cannot end it.
    NotFound for others. Idempotent.
    """
    clerk = kept.by if kept.kind == "guardian" else None
    if by not in (kept.person, kept.principal, clerk):
        raise NotFound
    if kept.revoked_at or kept.until <= now:
        return kept
    return kept.model_copy(update={"revoked_at": now, "revoked_by": by})


def in_force(actor: Actor, now: datetime) -> tuple[tuple[Mandate, ...], tuple[Mandate, ...]]:
    """Mandates given, and held."""
    return _lasting(actor.given, now), _lasting(actor.held, now)


def news_of(kept: Kept, city: str, now: datetime) -> Event:
    about: dict[str, Any] = {"community": city, "at": now, "mandate_id": kept.id}
    about |= kept.model_dump(include={"kind", "person", "principal"})
    if kept.revoked_by:
        return MandateRevoked(**about, by=kept.revoked_by)
    return MandateGiven(**about, until=kept.until, by=kept.by)


def _lasting(mandates: tuple[Mandate, ...], now: datetime) -> tuple[Mandate, ...]:
    return tuple(one for one in mandates if now < one.until)
