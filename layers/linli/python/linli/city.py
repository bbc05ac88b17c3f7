"""The settings of the city that a function runs for: city.json, written at deployment."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from linli.places import Place

FILE = Path(__file__).with_name("city.json")


Channel = Literal["sms", "voice", "robot", "email"]


class Gateway(BaseModel):
    """A provider that delivers messages of a channel: at `url`, signed by the secret of this name.

    `share` is its share of the channel's traffic while all its providers are healthy.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,15}$")]
    url: str
    share: Annotated[int, Field(ge=0, le=100)] = 100
    per_second: Annotated[int, Field(ge=1)] = 50


class City(BaseModel):
    """`code` is the city's division code; `operators` may grant roles before anybody was granted
    one.

    Without `issuer`, people sign in at the city's own issuer, which signs with key `sign_in_key`.
    `clock` is the file of clock offsets on a laptop; it is None on an AWS account.
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
