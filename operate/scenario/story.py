"""A story: one YAML file, who and what is in it, and what happens."""

import json
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from functions.environment.model import StationKind
from functions.environment.sightings.sensors.model import SensorKind
from functions.facilities.model import Kind
from operate.scenario.base import Title
from operate.scenario.carried import Gateway
from operate.scenario.step import Advance, AnyStep, Restart, Together

ROOT = Path(__file__).parents[2]
HOME = ROOT / "scenarios"
SCHEMA = HOME / "schema.json"
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Person(Part):
    """`place` is the membership's: the story's community unless it says otherwise. His telephone,
    at which gateways reach him, is `${phone.<name>}`. `role: null` is nobody yet.
    """

    role: str | None
    place: str = "${community}"
    phone: bool = True


class Asset(Part):
    """An asset that is registered before the story begins, with a device of its own. Of `count`
    alike each is `<name>_1` and so on; by the name alone all of them publish at once.
    """

    kind: Kind
    count: int | None = Field(default=None, ge=2, le=100)
    grid: str | None = None
    building: str | None = None
    zone: str | None = None
    parent: Name | None = None  # the panel or circuit it is a part of
    part: str | None = None  # its address on that panel
    links: list[Name] = []
    certified: bool | list[str] | None = None  # true: for what its kind is told first
    registered: bool = True


class Station(Part):
    """A station of the environment, registered before the story begins, with its own device."""

    kind: StationKind
    zone: str | None = None
    water: str | None = None
    small: bool = False
    target: int | None = None
    controlled: bool = False


class Sensor(Part):
    """A camera, radar or wearable, with its own device. One that watches over somebody the story
    registers itself, after him (`registered: false`); `north`: so many metres from the others.
    """

    kind: SensorKind
    building: str | None = None
    zone: str | None = None
    north: int = 0
    registered: bool = True


class Mounted(Part):
    """A device of the register, registered before the story begins, with a certificate. Its kind
    is of the catalogue, or one of the story's own.
    """

    kind: Name
    grid: str | None = None
    building: str | None = None
    zone: str | None = None
    gateway: Name | None = None  # another of the story's
    serial: str | None = None  # whose unit claims a certificate; the device is given none else
    registered: bool = True


class Breaks(Part):
    """The change that the story must notice: the body of `symbol` in `file` becomes `instead`."""

    file: str
    symbol: str
    instead: str


class Story(Part):
    """`rosters` (post → people who are always on duty), `chain` and `grid` are put by API first."""

    title: Title
    people: dict[Name, str | Person] = {}
    assets: dict[Name, Asset] = {}
    stations: dict[Name, Station] = {}
    sensors: dict[Name, Sensor] = {}
    kinds: list[Name] = []  # of devices, by their files in kinds/ beside the story
    devices: dict[Name, Mounted] = {}
    rosters: dict[str, dict[str, list[str | dict[str, Any]]]] = {}
    chain: dict[str, Any] | None = None
    grid: dict[str, Any] | None = None
    breaks: Breaks | None = None
    fails_at: str | None = None
    steps: list[AnyStep] = Field(min_length=1)
    file: Path = Field(default=Path(), exclude=True)

    @model_validator(mode="after")
    def _agrees(self) -> "Story":
        known = [step.id for step in self.flat if step.id]
        if len(known) != len(set(known)):
            raise ValueError("two steps have the same id")
        if bool(self.breaks) != bool(self.fails_at):
            raise ValueError("breaks and fails_at belong together")
        if self.fails_at and self.fails_at not in known:
            raise ValueError(f"no step has the id {self.fails_at}")
        return self

    @cached_property
    def flat(self) -> list[AnyStep]:
        """Every step, those that happen together too."""
        return [
            inner
            for step in self.steps
            for inner in (step, *(step.together if isinstance(step, Together) else ()))
        ]

    @cached_property
    def groups(self) -> dict[str, list[str]]:
        """The names of single assets by the name that the story gives them."""
        return {
            name: [f"{name}_{number}" for number in range(1, asset.count + 1)]
            if asset.count
            else [name]
            for name, asset in self.assets.items()
        }

    @cached_property
    def things(self) -> dict[str, Asset]:
        """Each single asset."""
        return {one: self.assets[name] for name, names in self.groups.items() for one in names}

    @property
    def name(self) -> str:
        """`<feature>/<file>` of the house's own stories; of another file its folder and name."""
        return f"{self.file.parent.name}/{self.file.stem}"

    @property
    def alone(self) -> bool:
        """What happens to the whole city happens to the stories beside it too."""
        return any(
            isinstance(step, Restart | Gateway)
            or (isinstance(step, Advance) and step.where == "city")
            for step in self.flat
        )

    def person(self, name: str) -> Person:
        known = self.people[name]
        return Person(role=known) if isinstance(known, str) else known


class Unreadable(Exception):
    """A file is no story; says where and why."""


def read(file: Path) -> Story:
    try:
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
        story = Story.model_validate(told)
    except (yaml.YAMLError, OSError) as error:
        raise Unreadable(f"{file}: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Unreadable(f"{file}: {where}: {first['msg']}") from error
    story.file = file.resolve()
    return story


def own() -> list[Path]:
    """The house's own stories, in the order of their names."""
    return sorted(HOME.glob("*/*.yaml"))


def find(names: list[str]) -> list[Story]:
    """The stories of these names or files; of no names all the house's own."""
    if not names:
        return [read(file) for file in own()]
    return [read(_file(name)) for name in names]


def _file(name: str) -> Path:
    for file in (Path(name), HOME / f"{name}.yaml"):
        if file.is_file():
            return file
    raise Unreadable(f"{name}: neither a file nor the name of a scenario (see: scenario list)")


def schema() -> str:
    """The format as a JSON Schema, for editors; generated from these classes."""
    made = Story.model_json_schema(by_alias=True) | {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A scenario of Linli",
    }
    made["properties"].pop("file", None)
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"
