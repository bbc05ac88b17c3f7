"""Roles of people in places, mandates and consents, and registered apps. Pure nouns, stored by the
accounts feature and read by linli.members.
"""

from datetime import date, datetime, time
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from linli.model import Noun
from linli.places import Place, within
from linli.scopes import Scope
from linli.wall import CHINA

Role = Literal[
    "resident",
    "guardian",
    "volunteer",
    "grid_worker",
    "community_worker",
    "property_manager",
    "official",
    "election_committee",
    "merchant",
    "auditor",
    "city_operator",
    "provincial_analyst",
]
BY_CARD: frozenset[Role] = frozenset({"resident", "guardian", "volunteer"})  # cards can be lent
FIRST_PARTY = frozenset({"", "linli-web", "linli-cli", "linli-kiosk"})  # "": an external issuer


class Part(BaseModel):
    """Part of an actor or an app; stored rows may have fields that no longer exist."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Membership(Part):
    """A role in a place and all places within it, from `since` until `until`."""

    id: str = ""
    role: Role
    place: Place
    since: AwareDatetime
    until: AwareDatetime | None = None

    def covers(self, place: str, now: datetime) -> bool:
        inside = within(place, self.place)
        return inside and self.since <= now and (self.until is None or now < self.until)


class Mandate(Part):
    """`person` may act for `principal` in these scopes, from `since` until `until`."""

    id: str
    kind: Literal["guardian", "helper"]
    person: str
    principal: str
    scopes: tuple[Scope, ...]
    since: AwareDatetime
    until: AwareDatetime

    def covers(self, scope: str, now: datetime) -> bool:
        return scope in self.scopes and self._lasts(now)

    def guards(self, now: datetime) -> bool:
        return self.kind == "guardian" and self._lasts(now)

    def _lasts(self, now: datetime) -> bool:
        return self.since <= now < self.until


class Consent(Part):
    """The scopes that a person has granted to an app."""

    client: str
    scopes: tuple[Scope, ...]
    since: AwareDatetime


class Ended(Part):
    """A session revoked before its tokens expire."""

    sid: str
    at: AwareDatetime


class Actor(Noun):
    """`held` are mandates to act for others, `given` those given to others. Tokens issued before
    `tokens_since` are invalid. Until `minor_until` the person is under fourteen, and the guardian
    consents.
    """

    id: str
    name: str = ""
    memberships: tuple[Membership, ...] = ()
    held: tuple[Mandate, ...] = ()
    given: tuple[Mandate, ...] = ()
    consents: tuple[Consent, ...] = ()
    ended: tuple[Ended, ...] = ()
    tokens_since: AwareDatetime | None = None
    minor_until: date | None = None

    @property
    def grown_at(self) -> datetime | None:
        """The moment from which the person is fourteen; None if never known as a child."""
        until = self.minor_until
        return datetime.combine(until, time.min, CHINA) if until else None

    def is_minor(self, now: datetime) -> bool:
        return self.grown_at is not None and now < self.grown_at

    def consents_at(self, now: datetime) -> tuple[Consent, ...]:
        """Those in force: what a guardian granted for a child ends when the person is fourteen."""
        if self.grown_at is None or now < self.grown_at:
            return self.consents
        return tuple(one for one in self.consents if one.since >= self.grown_at)

    def guarded_by(self, person: str, now: datetime) -> bool:
        return any(one.person == person and one.guards(now) for one in self.given)


class Titles(Part):
    zh: str
    en: str


class App(Noun):
    """A third-party app; `id` is its client_id, `per_minute` its rate limit in each feature."""

    id: str
    name: Titles
    owner: str
    redirects: tuple[str, ...]
    scopes: tuple[Scope, ...]
    per_minute: int
    revoked_at: AwareDatetime | None = None
