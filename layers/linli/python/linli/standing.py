"""The standing of a request: the person whose rights count, who acts, by which mandate and app."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from linli import clock, members, rates
from linli.city import city
from linli.errors import Invalid, Refusal
from linli.observe import logger
from linli.purposes import Purpose
from linli.roles import App, Mandate
from linli.session import Session, consented, mandate, not_ended

MINUTE = timedelta(minutes=1)


class Way(NamedTuple):
    """What a route declares about who may use it; see linli.api."""

    action: str  # a route without an action: its method and path
    kind: str
    scope: str
    purpose: bool
    guardian: bool = False


class Standing(NamedTuple):
    session: Session
    person: str  # whose rights and own data count
    purpose: Purpose | None = None
    mandate: Mandate | None = None
    app: App | None = None

    def say(self, outcome: str, action: str, **more: Any) -> None:
        """The audit record of a decision: ids only, never free text chosen by a caller."""
        logger.info(
            "decided",
            outcome=outcome,
            action=action,
            person=self.person,
            by=self.session.sub,
            mandate=self.mandate and self.mandate.id,
            app=self.session.client if self.session.third_party else None,
            purpose=self.purpose,
            **more,
        )


def standing(session: Session, principal: str, purpose: Purpose | None, way: Way) -> Standing:
    """Refused if the session has ended, or covers neither this route nor this person."""
    try:
        return _checked(Standing(session, principal or session.sub, purpose), way)
    except Refusal as refusal:  # the principal is unverified input: it is not logged
        Standing(session, session.sub, purpose).say(refusal.code, way.action)
        raise


def _checked(bare: Standing, way: Way) -> Standing:
    session, person = bare.session, bare.person
    actor = members.actor(session.sub)
    not_ended(session, actor)
    acts = app = None
    now = clock.now(city().code)
    if person != session.sub:
        acts = mandate(actor, person, way.scope, now, guardian=way.guardian)
    if session.third_party:
        owners = {session.sub: actor, person: members.actor(person)}
        app = consented(session, members.app(session.client), way.scope, now, *owners.values())
        rates.take(f"app#{app.id}", app.per_minute, MINUTE, datetime.now(UTC))
    if way.purpose and not bare.purpose:
        raise Invalid("purpose-missing", "/header/linli-purpose")
    return bare._replace(mandate=acts, app=app)
