"""What a function must know of its city: city.json beside this file, written at deployment."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from linli.places import Place

FILE = Path(__file__).with_name("city.json")


Channel = Literal["sms", "voice", "robot", "email"]


class Gateway(BaseModel):
    """Somebody who carries messages of a channel: at `url`, by the secret of this name.

    `share` is his part of the channel's messages while he and the others are well.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,15}$")]
    url: str
    share: Annotated[int, Field(ge=0, le=100)] = 100
    per_second: Annotated[int, Field(ge=1)] = 50


class City(BaseModel):
    """`code` is the city's own division code; `operators` may grant before anybody was granted.

    Without `issuer` people sign in at the city's own, whose key number `sign_in_key` signs.
    `clock` is the file of a laptop's stepped clocks; an account's city has none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    code: Place
    region: str
    account: str
    issuer: str | None = None
    audience: str
    sign_in_key: int = 1
    gateways: dict[Channel, tuple[Gateway, ...]] = {}
    operators: tuple[str, ...] = ()
    clock: str | None = None


@cache
def city() -> City:
    return City.model_validate_json(FILE.read_bytes())
