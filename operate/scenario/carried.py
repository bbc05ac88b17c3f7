"""The kinds of steps about messages delivered to phones, and about gateways' behaviour."""

from typing import Literal

from pydantic import Field

from operate.scenario.base import WITHIN, Answered, Status, Step


class Sms(Answered):
    """A message that passes `answer` reached the person's phone. `code` stores the digits of a code
    in it under a name. `times`: exactly so many did; 0 is none so far.
    """

    sms: str
    channel: Literal["sms", "voice"] = "sms"
    code: str | None = None
    times: int | None = Field(default=None, ge=0)
    within: float = Field(default=WITHIN, gt=0, le=300)


class Press(Step):
    """The person presses a key in the latest call, once the phone has rung."""

    press: str
    key: str = "1"
    within: float = Field(default=WITHIN, gt=0, le=300)


class Gateway(Step):
    """Changes the gateway's behaviour (see operate.gateway.habits); what is not named is the
    default.
    """

    gateway: str
    delay: float | None = Field(default=None, ge=0)
    fail: float | None = Field(default=None, ge=0, le=1)
    silent: bool | None = None
    slow: float | None = Field(default=None, ge=0)
    refuse: Status | None = None
    hang_up: bool | None = None
    duplicate: int | None = Field(default=None, ge=0)
    reorder: int | None = Field(default=None, ge=0)
    forge: Literal["secret", "time"] | None = None
    presses: str | None = None
