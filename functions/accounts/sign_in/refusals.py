"""Reasons why a sign-in fails. `code` identifies the text, see pages/texts.yaml."""

from linli.errors import Refusal


class Unproved(Refusal):
    """Authentication failed; the same for all reasons that would reveal something.

    `challenge` may still be answered.
    """

    def __init__(self, code: str, status: int = 400, challenge: str = "") -> None:
        super().__init__(code)
        self.code, self.status, self.challenge = code, status, challenge
