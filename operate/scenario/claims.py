"""The kinds of step by which units come by their certificates, as functions.devices has it."""

from typing import Annotated

from pydantic import Field

from operate.scenario.base import WITHIN, Answered, Step

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")]


class Manifest(Step):
    """A maker signs these serials, each of a kind, and an operator has his manifest; the units have
    the claim certificate of this batch. Its id is known under its name, the certificate's under
    `<name>_claim`.
    """

    manifest: Name
    serials: dict[str, str] = Field(min_length=1, max_length=1000)
    hourly: int | None = Field(default=None, ge=1)
    within: float = Field(default=WITHIN, gt=0, le=300)


class Claim(Answered):
    """The unit of this serial asks for a certificate of its own with that of a batch; the answer is
    what the fleet knows of the thing that it became. `refused`: it must get none.
    """

    claim: str
    batch: Name
    refused: bool = False
    within: float = Field(default=WITHIN, gt=0, le=300)


class Renew(Answered):
    """The device asks for its next certificate by its present one."""

    renew: str
    refused: bool = False
    within: float = Field(default=WITHIN, gt=0, le=300)
