"""What a function must know of its city: city.json beside this file, written at deployment."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from linli.places import Place

FILE = Path(__file__).with_name("city.json")


class City(BaseModel):
    """`code` is the city's own division code; `operators` may grant before anybody was granted.

    `clock` is the file of a laptop's stepped clocks; an account's city has none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    code: Place
    region: str
    account: str
    issuer: str
    audience: str
    operators: tuple[str, ...] = ()
    clock: str | None = None


@cache
def city() -> City:
    return City.model_validate_json(FILE.read_bytes())
