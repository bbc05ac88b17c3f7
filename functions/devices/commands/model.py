"""A command to a device, and the lease of whoever may drive it."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, FiniteFloat, StringConstraints

from functions.devices.model import DeviceId, Word, Words
from linli import leases
from linli.model import Fact, Noun
from linli.places import Community

Text = Annotated[str, StringConstraints(max_length=200)]
Stage = Literal["sent", "done", "failed", "expired", "cancelled"]


class Order(Fact):
    """What a person asks; `expires_in` seconds from now the device does it no more."""

    command: Word
    arguments: Annotated[dict[Word, bool | FiniteFloat | Text], Field(max_length=8)] = {}
    expires_in: Annotated[int, Field(ge=5, le=86_400)] = 60


class CommandShown(Noun):
    """Sent again, with the same id, until it is answered or over: the device does it once."""

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
    answer: Literal["done", "failed"] | None = None  # also of one that was over by then
    answered_at: AwareDatetime | None = None


class Command(CommandShown):
    """`due`: when it is to be sent again, or is over."""

    due: AwareDatetime | None = None

    def shown(self) -> CommandShown:
        return CommandShown.model_validate(self.model_dump())


class Break(Fact):
    reason: Words


class Lease(leases.Lease):
    device_id: DeviceId
