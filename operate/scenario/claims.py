"""The kinds of steps by which units get their certificates; see functions.devices."""

from typing import Annotated

from pydantic import Field

from operate.scenario.base import WITHIN, Answered, Step

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")]


class Manifest(Step):
    """A manufacturer signs these serials, each with a kind, an operator registers the manifest, and
    the units get the claim certificate of this batch. The batch's id is stored under its name, the
    certificate's under `<name>_claim`.
    """

    manifest: Name
    serials: dict[str, str] = Field(min_length=1, max_length=1000)
    hourly: int | None = Field(default=None, ge=1)
    within: float = Field(default=WITHIN, gt=0, le=300)


class Claim(Answered):
    """The unit of this serial requests its own certificate with that of a batch; the answer is what
    the fleet knows of the thing that it became. `refused`: it must get none.
    """

    claim: str
    batch: Name
    refused: bool = False
    within: float = Field(default=WITHIN, gt=0, le=300)


class Renew(Answered):
    """The device requests its next certificate with its present one."""

    renew: str
    refused: bool = False
    within: float = Field(default=WITHIN, gt=0, le=300)
