"""Events of the accounts feature: ids only, never a name or a phone number."""

from typing import ClassVar, Literal

from pydantic import AwareDatetime

from events import Event


class AccountsEvent(Event):
    """`community` is where it applies, or the city if it applies to a person everywhere."""

    feature: ClassVar[str] = "accounts"


class CommunityOpened(AccountsEvent):
    """A community joined the city's platform; `community` is its 12-digit division code."""

    name_zh: str
    name_en: str


class CommunityClosed(AccountsEvent):
    """A community left the platform: no new memberships are possible there, and its open incidents
    are withdrawn.
    """


class MembershipGranted(AccountsEvent):
    """A person was given a role in a place, which may be wider or narrower than a community;
    `approved_by` is the second person, required for powerful roles.
    """

    membership_id: str
    person: str
    role: str
    place: str
    until: AwareDatetime | None = None
    by: str
    approved_by: str | None = None


class MembershipEnded(AccountsEvent):
    """A role was revoked. One that ends on its date causes no event."""

    membership_id: str
    person: str
    role: str
    place: str
    by: str


class MandateGiven(AccountsEvent):
    """`person` may act for `principal` from now on; `by` is who granted it."""

    mandate_id: str
    kind: Literal["guardian", "helper"]
    person: str
    principal: str
    until: AwareDatetime
    by: str


class MandateRevoked(AccountsEvent):
    """A mandate was ended early; `by` is either of the two people."""

    mandate_id: str
    kind: Literal["guardian", "helper"]
    person: str
    principal: str
    by: str


class ConsentGiven(AccountsEvent):
    """A person granted `scopes` to an app; `by` is another person if the first is under fourteen,
    or is represented by mandate.
    """

    person: str
    client: str
    scopes: tuple[str, ...]
    by: str


class ConsentWithdrawn(AccountsEvent):
    """A person withdrew everything granted to an app."""

    person: str
    client: str
    by: str


class AppRevoked(AccountsEvent):
    """An app was revoked for everybody."""

    client: str
    by: str


class PersonRecovered(AccountsEvent):
    """After a lost phone, all sessions, passkeys and cards of a person ended, and a code for a new
    start was issued.
    """

    person: str
    by: str
