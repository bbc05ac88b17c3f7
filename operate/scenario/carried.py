"""The kinds of step about what gateways carry to telephones, and how the gateways behave."""

from typing import Literal

from pydantic import Field

from operate.scenario.base import WITHIN, Answered, Step


class Sms(Answered):
    """A message reached the person's telephone that holds `answer`; `code` keeps the digits of a
    code in it under a name. `times`: so many did, and no more; 0 is none until now.
    """

    sms: str
    channel: Literal["sms", "voice"] = "sms"
    code: str | None = None
    times: int | None = Field(default=None, ge=0)
    within: float = Field(default=WITHIN, gt=0, le=300)


class Gateway(Step):
    """From now on the gateway behaves so; what is not named is as it is by itself."""

    gateway: str
    delay: float | None = None  # seconds until it reports
    fail: bool | None = None  # it reports failures
    silent: bool | None = None  # it takes all and reports nothing
    duplicate: bool | None = None  # it reports twice
    reorder: bool | None = None  # it reports in another order
    refuse: int | None = None  # it answers with this status
