"""The kinds of step about what gateways carry to telephones, and how the gateways behave."""

from typing import Literal

from pydantic import Field

from operate.scenario.base import WITHIN, Answered, Status, Step


class Sms(Answered):
    """A message reached the person's telephone that holds `answer`; `code` keeps the digits of a
    code in it under a name. `times`: so many did, and no more; 0 is none until now.
    """

    sms: str
    channel: Literal["sms", "voice"] = "sms"
    code: str | None = None
    times: int | None = Field(default=None, ge=0)
    within: float = Field(default=WITHIN, gt=0, le=300)


class Press(Step):
    """Whoever was called last at the person's telephone presses a key, once it has rung."""

    press: str
    key: str = "1"
    within: float = Field(default=WITHIN, gt=0, le=300)


class Gateway(Step):
    """From now on the gateway behaves so, as operate.gateway.habits says; what is not named is as
    it is by itself.
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
