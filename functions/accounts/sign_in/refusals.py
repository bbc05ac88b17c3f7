"""Why a sign-in does not go on. `code` names the words for it, see pages/texts.yaml."""

from linli.errors import Refusal


class Unproved(Refusal):
    """What was shown proves nobody: the same for all reasons that would tell something.

    `challenge` may still be answered.
    """

    def __init__(self, code: str, status: int = 400, challenge: str = "") -> None:
        super().__init__(code)
        self.code, self.status, self.challenge = code, status, challenge
