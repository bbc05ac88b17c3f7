"""What a thing got when it was provisioned: a folder with its certificate and this card."""

from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel

from operate.fleet.curve import Measured
from operate.fleet.pace import Pace


class Card(BaseModel, frozen=True):
    """`publishes`: from channel to topic. `listens`: the topics it subscribes to on connecting."""

    thing: str
    kind: Literal["device", "phone"]
    communities: tuple[str, ...]
    publishes: dict[str, str] = {}
    listens: tuple[str, ...] = ()
    certificate: str = ""  # its id at the broker
    steady: Measured | None = None  # its values until others are set
    pace: Pace | None = None  # by which it sends; None: each minute
    serial: str | None = None  # of a unit that claimed its certificate
    first_boot: int = 0  # from which it counts its boots, by the answer to its claim
    before: int = 0  # hours for which it measured before it was first connected

    @classmethod
    def read(cls, folder: Path) -> Self:
        return cls.model_validate_json((folder / "card.json").read_bytes())

    def write(self, folder: Path) -> None:
        part = folder / "card.part"
        part.write_text(self.model_dump_json(indent=2))
        part.replace(folder / "card.json")
