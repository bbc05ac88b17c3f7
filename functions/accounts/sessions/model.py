"""How people authenticate: sessions, passkeys, cards, invitations, and pending challenges.

Secrets are stored as SHA-256 only. All times are real time, as for tokens and browsers.
"""

from typing import Literal

from pydantic import AwareDatetime

from linli.model import Fact, Noun
from linli.places import Place

Method = Literal["otp", "passkey", "card", "invitation"]  # `amr` of the tokens


class Session(Noun):
    """One sign-in of a person with a client; `id` is the `sid` of its tokens.

    `keeper` is the digest of the browser's cookie, `agent` the name that the browser gives itself.
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
    """A credential (`id` in base64url) of a person; `signs` is its signature counter."""

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
    """A code for a single sign-in: the first, or after losing everything else."""

    digest: str
    person: str
    by: str
    made_at: AwareDatetime
    until: AwareDatetime
    used_at: AwareDatetime | None = None


class Challenge(Noun):
    """A pending challenge: a code sent to a phone, or data to sign.

    `answer` is the digest of the code, or the data to sign. `phone` is the number's index and
    `sealed` the encrypted number, for a new person; `person` is who must answer, if known.
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
    """An authorization code, redeemed once: the request (OAuth 2.1), and the person's proof."""

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
    """A session as its owner sees it; `here` is the present one."""

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
