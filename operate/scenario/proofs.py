"""The kinds of steps by which people sign in, and let apps act for them."""

from typing import Literal

from pydantic import Field

from operate.scenario.base import Status, Step


class Proved(Step):
    """Passes if signing in succeeds; with `status` or `refused`, if it is refused with that status
    or with these words.
    """

    status: Status | None = None
    refused: str | None = None

    @property
    def must_fail(self) -> bool:
        return self.status is not None or self.refused is not None


class SignIn(Proved):
    """The person signs in, and uses this token from now on. `code` is that of an invitation or a
    card; one sent to the phone is read at the gateway, unless given here. With `stranger` it signs
    in a person who is not in the story, who then is `as: <stranger>`.
    """

    sign_in: str
    method: Literal["passkey", "phone", "invitation", "card"] = "invitation"
    client: Literal["linli-cli", "linli-web", "linli-kiosk"] = "linli-cli"
    code: str | None = None
    stranger: str | None = None


class Passkey(Proved):
    """The person adds a passkey, in the browser of the latest sign-in."""

    passkey: str


class App(Proved):
    """The person lets a third-party app in, which then is `as: <the app's name here>`. The person
    consents to all `scopes` that it asks for, or to those in `allows`; `allows: []` is a refusal.
    """

    app: str
    by: str = Field(alias="as")
    client: str
    back: str
    scopes: list[str]
    allows: list[str] | None = None
