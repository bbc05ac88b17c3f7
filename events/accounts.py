"""Facts that the accounts feature makes known: ids only, never a name or a telephone."""

from typing import ClassVar, Literal

from pydantic import AwareDatetime

from events import Event


class AccountsEvent(Event):
    """`community` is where it holds, or the city where it holds for a person wherever he is."""

    feature: ClassVar[str] = "accounts"


class CommunityOpened(AccountsEvent):
    """A community joined the city's platform; `community` is its 12-digit division code."""

    name_zh: str
    name_en: str


class CommunityClosed(AccountsEvent):
    """A community left the platform: nobody can be given a membership there any more, and its open
    incidents are withdrawn.
    """


class MembershipGranted(AccountsEvent):
    """Somebody was given a role in a place, which may be wider or narrower than a community;
    `approved_by` is the second person, where the role is a strong one.
    """

    membership_id: str
    person: str
    role: str
    place: str
    until: AwareDatetime | None = None
    by: str
    approved_by: str | None = None


class MembershipEnded(AccountsEvent):
    """A role was ended at once; one that ends by its own date ends silently."""

    membership_id: str
    person: str
    role: str
    place: str
    by: str


class MandateGiven(AccountsEvent):
    """`person` may act for `principal` from now on; `by` is who said so."""

    mandate_id: str
    kind: Literal["guardian", "helper"]
    person: str
    principal: str
    until: AwareDatetime
    by: str


class MandateRevoked(AccountsEvent):
    """A mandate ended before its date; `by` is either of the two people."""

    mandate_id: str
    kind: Literal["guardian", "helper"]
    person: str
    principal: str
    by: str


class ConsentGiven(AccountsEvent):
    """A person lets an app do what `scopes` say; `by` is another where he is under fourteen, or has
    somebody act for him.
    """

    person: str
    client: str
    scopes: tuple[str, ...]
    by: str


class ConsentWithdrawn(AccountsEvent):
    """A person lets an app do nothing any more."""

    person: str
    client: str
    by: str


class AppRevoked(AccountsEvent):
    """An app may do nothing for anybody any more."""

    client: str
    by: str


class PersonRecovered(AccountsEvent):
    """All sessions, passkeys and cards of a person ended, with a telephone that he lost, and he was
    given a code to begin anew.
    """

    person: str
    by: str
