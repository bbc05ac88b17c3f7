"""A command to a device, and the lease of exclusive control."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, FiniteFloat, StringConstraints

from functions.devices.model import DeviceId, Word, Words
from linli import leases
from linli.model import Fact, Noun
from linli.places import Community

Text = Annotated[str, StringConstraints(max_length=200)]
Stage = Literal["sent", "done", "failed", "expired", "cancelled"]


class Order(Fact):
    """The request for a command; the device ignores it after `expires_in` seconds."""

    command: Word
    arguments: Annotated[dict[Word, bool | FiniteFloat | Text], Field(max_length=8)] = {}
    expires_in: Annotated[int, Field(ge=5, le=86_400)] = 60


class CommandShown(Noun):
    """Republished with the same id until answered or expired: the device executes it once."""

    id: str
    device_id: DeviceId
    community: Community
    command: Word
    arguments: dict[Word, bool | FiniteFloat | Text] = {}
    by: str
    asked_at: AwareDatetime
    expires_at: AwareDatetime
    stage: Stage = "sent"
    tries: int = 1
    ended_at: AwareDatetime | None = None
    cancelled_by: str | None = None
    answer: Literal["done", "failed"] | None = None  # also for one that had expired
    answered_at: AwareDatetime | None = None


class Command(CommandShown):
    """`due` is when it is republished, or expires."""

    due: AwareDatetime | None = None

    def shown(self) -> CommandShown:
        return CommandShown.model_validate(self.model_dump())


class Break(Fact):
    reason: Words


class Lease(leases.Lease):
    device_id: DeviceId
