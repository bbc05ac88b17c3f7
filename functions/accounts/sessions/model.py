"""How people prove who they are: sessions, passkeys, cards, invitations, and what is on its way.

A secret is kept as its SHA-256 only. Times are real, as tokens and browsers know no other.
"""

from typing import Literal

from pydantic import AwareDatetime

from linli.model import Fact, Noun
from linli.places import Place

Method = Literal["otp", "passkey", "card", "invitation"]  # `amr` of the tokens


class Session(Noun):
    """One sign-in of a person with a client; `id` is the `sid` of its tokens.

    `keeper` is the digest of the cookie by which a browser keeps it, `agent` what that browser
    calls itself.
    """

    id: str
    person: str
    client: str
    method: Method
    agent: str = ""
    keeper: str = ""
    began_at: AwareDatetime
    until: AwareDatetime
    ended_at: AwareDatetime | None = None


class Passkey(Noun):
    """A credential (`id` in base64url) that proves a person; `signs` is its counter of uses."""

    id: str
    person: str
    name: str = ""
    public_key: str
    signs: int = 0
    transports: tuple[str, ...] = ()
    made_at: AwareDatetime
    used_at: AwareDatetime | None = None
    removed_at: AwareDatetime | None = None


class Card(Noun):
    """A card for the kiosks of a place; `digest` is that of its code, `hint` the code's end."""

    digest: str
    hint: str
    person: str
    place: Place
    by: str
    made_at: AwareDatetime
    until: AwareDatetime


class Invitation(Noun):
    """A code that signs a person in once: the first time, or after everything else was lost."""

    digest: str
    person: str
    by: str
    made_at: AwareDatetime
    until: AwareDatetime
    used_at: AwareDatetime | None = None


class Challenge(Noun):
    """Something asked that waits for its answer: the code sent to a phone, or a signature.

    `answer` is the digest of the code, or what a passkey has to sign. `phone` is the number's
    index and `sealed` the number, for one who turns out to be new; `person` who is expected.
    """

    id: str
    kind: Literal["code", "sign", "new-passkey"]
    answer: str
    person: str | None = None
    phone: str = ""
    sealed: str = ""
    tries: int = 0
    made_at: AwareDatetime
    until: AwareDatetime
    used_at: AwareDatetime | None = None


class AuthCode(Noun):
    """What a client may have tokens for, once: as it was asked (OAuth 2.1), and by whom proved."""

    digest: str
    client: str
    redirect: str
    scope: str
    nonce: str
    challenge: str  # S256
    person: str
    sid: str
    method: Method
    proved_at: AwareDatetime  # `auth_time`
    until: AwareDatetime
    used_at: AwareDatetime | None = None


class SessionShown(Fact):
    """A session as its owner may see it; `here` is the one he asks by."""

    id: str
    client: str
    method: Method
    agent: str
    began_at: AwareDatetime
    until: AwareDatetime
    ended_at: AwareDatetime | None
    here: bool


class Sessions(Fact):
    items: list[SessionShown]


class PasskeyShown(Fact):
    id: str
    name: str
    made_at: AwareDatetime
    used_at: AwareDatetime | None
    removed_at: AwareDatetime | None


class Passkeys(Fact):
    items: list[PasskeyShown]
