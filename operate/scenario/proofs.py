"""The kinds of step by which people prove who they are, and let apps act for them."""

from typing import Literal

from pydantic import Field

from operate.scenario.base import Status, Step


class Proved(Step):
    """Right if it is let in; if `status` or `refused` are given, if it is refused so: with that
    status, or in these words.
    """

    status: Status | None = None
    refused: str | None = None

    @property
    def must_fail(self) -> bool:
        return self.status is not None or self.refused is not None


class SignIn(Proved):
    """The person signs in, and has this token from now on. `code` is what an invitation or a card
    says; one that goes to his phone is read at the gateway, unless another is given here. With
    `stranger` it lets in nobody of the story, who then is `as: <stranger>`.
    """

    sign_in: str
    method: Literal["passkey", "phone", "invitation", "card"] = "invitation"
    client: Literal["linli-cli", "linli-web", "linli-kiosk"] = "linli-cli"
    code: str | None = None
    stranger: str | None = None


class Passkey(Proved):
    """The person adds a passkey to his account, in the browser in which he signed in last."""

    passkey: str


class App(Proved):
    """The person lets somebody else's app in, which then is `as: <the app's name here>`. He allows
    the `scopes` that it asks for, or only those of `allows`; `allows: []` is a refusal.
    """

    app: str
    by: str = Field(alias="as")
    client: str
    back: str
    scopes: list[str]
    allows: list[str] | None = None
