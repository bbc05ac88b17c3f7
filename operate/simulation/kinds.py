"""The kinds of a simulated city: a file in kinds/ each, completed from the catalogue.

Personal kinds are not among them, as a person would have to agree.
"""

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from linli.rows import from_yaml, read
from operate.fleet.curve import Measured
from operate.fleet.pace import Pace

KINDS, STATIONS = Path(__file__).with_name("kinds"), Path(__file__).parents[1] / "stations.yaml"


class Rhythm(BaseModel, frozen=True, extra="forbid"):
    """Like a Pace, but `moves` is a multiple of the kind's `precision`, for all measures or for
    each.
    """

    looks: float
    least: float
    waits: float = 0
    pack: int = 1
    moves: int | dict[str, int] = 0


class Written(BaseModel, frozen=True, extra="forbid"):
    """A file in kinds/. The number of devices is the share (`share`) of the sum of all shares.
    `measures` may be a name in operate/stations.yaml; `more` is what the feature that stores its
    messages needs in addition.
    """

    share: Annotated[int, Field(ge=1)]
    noun: str
    stands: Literal["street", "building", "dwelling"]
    pace: Rhythm
    measures: str | Measured
    more: dict[str, Any] = {}


class Kind(BaseModel, frozen=True):
    id: str
    prefix: str
    owner: str
    bearers: tuple[str, ...]
    every_seconds: int
    share: int
    noun: str
    stands: Literal["street", "building", "dwelling"]
    pace: Pace
    measures: Measured
    more: dict[str, Any]


@cache
def all_kinds() -> tuple[Kind, ...]:
    """By name of the file in kinds/."""
    catalogue = {row["id"]: row for row in read("devices", "rules/kinds")}
    stations = from_yaml(STATIONS)
    files = sorted(KINDS.glob("*.yaml"))
    return tuple(_kind(catalogue[file.stem], _written(file), stations) for file in files)


def _written(file: Path) -> Written:
    return Written.model_validate(from_yaml(file))


def _kind(row: dict[str, Any], said: Written, stations: dict[str, Any]) -> Kind:
    measures = stations[said.measures] if isinstance(said.measures, str) else said.measures
    return Kind(
        id=row["id"],
        prefix=row["prefix"],
        owner=row.get("owner", "devices"),
        bearers=tuple(row["bearers"]),
        every_seconds=row["every_seconds"],
        share=said.share,
        noun=said.noun,
        stands=said.stands,
        pace=_pace(row, said.pace, tuple(measures)),
        measures=measures,
        more=said.more,
    )


def _pace(row: dict[str, Any], said: Rhythm, measures: tuple[str, ...]) -> Pace:
    precise = {gauge["measure"]: gauge["precision"] for gauge in row.get("measures", ())}
    times = said.moves if isinstance(said.moves, dict) else dict.fromkeys(measures, said.moves)
    moves = {name: n * precise.get(name, 1) for name, n in times.items() if n}
    return Pace(**said.model_dump(exclude={"moves"}), moves=moves)
