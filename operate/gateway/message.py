"""A city's message to a gateway, and the record of it for each recipient."""

from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, Field

MOST = 100  # recipients per request, reports per call


class Voice(BaseModel):
    speed: float = 1.0
    repeat: int = 1


class Sending(BaseModel):
    id: Annotated[str, Field(min_length=8, max_length=64)]
    to: Annotated[list[str], Field(min_length=1, max_length=MOST)]
    template: str
    variables: dict[str, str] = {}
    text: str
    language: str
    expires_at: AwareDatetime
    voice: Voice | None = None
    subject: str | None = None
    markdown: str | None = None


class Kept(BaseModel):
    """One recipient's message. `number` counts all messages of the server; `seen` is how often the
    city sent it.
    """

    number: int
    city: str
    gateway: str
    kind: str
    id: str
    index: int
    to: str
    template: str
    variables: dict[str, str]
    text: str
    language: str
    voice: Voice | None
    subject: str | None
    markdown: str | None
    at: AwareDatetime
    expires_at: AwareDatetime
    state: str = "accepted"
    seen: int = 1

    def report(self, state: str, at: str) -> dict[str, Any]:
        code = {"code": "absent"} if state == "failed" else {}
        return {"id": self.id, "index": self.index, "state": state, "at": at, **code}
