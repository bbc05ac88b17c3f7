"""What a person may be, where, and for whom; and the apps he may use. Pure nouns, which the
accounts feature keeps and linli.members reads.
"""

from datetime import date, datetime
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from linli.model import Noun
from linli.places import Place, within
from linli.scopes import Scope

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
BY_CARD: frozenset[Role] = frozenset({"resident", "guardian", "volunteer"})  # a card may be lent
FIRST_PARTY = frozenset({"", "linli-web", "linli-cli", "linli-kiosk"})  # "": another issuer's own


class Part(BaseModel):
    """Part of an actor or an app; rows may hold fields that are retired."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Membership(Part):
    """A role in a place and in all that lies in it, from `since` until `until`."""

    id: str = ""
    role: Role
    place: Place
    since: AwareDatetime
    until: AwareDatetime | None = None

    def covers(self, place: str, now: datetime) -> bool:
        inside = within(place, self.place)
        return inside and self.since <= now and (self.until is None or now < self.until)


class Mandate(Part):
    """`person` acts for `principal` in these scopes, from `since` until `until`."""

    id: str
    kind: Literal["guardian", "helper"]
    person: str
    principal: str
    scopes: tuple[Scope, ...]
    since: AwareDatetime
    until: AwareDatetime

    def covers(self, scope: str, now: datetime) -> bool:
        return scope in self.scopes and self.since <= now < self.until


class Consent(Part):
    """What a person lets an app see and do."""

    client: str
    scopes: tuple[Scope, ...]
    since: AwareDatetime


class Ended(Part):
    """A session that is over before its tokens are."""

    sid: str
    at: AwareDatetime


class Actor(Noun):
    """`held`: he acts for others; `given`: others act for him. No token from before `tokens_since`
    counts. Until `minor_until` he is under fourteen, and his guardian answers for him.
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


class Titles(Part):
    zh: str
    en: str


class App(Noun):
    """An app of somebody else's; `id` is its client_id. `per_minute` is asked of each feature."""

    id: str
    name: Titles
    owner: str
    redirects: tuple[str, ...]
    scopes: tuple[Scope, ...]
    per_minute: int
    revoked_at: AwareDatetime | None = None
