"""A story: one YAML file with its people, things and steps."""

import json
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from functions.environment.model import StationKind
from functions.environment.sightings.sensors.model import SensorKind
from functions.facilities.model import Kind
from linli.rows import from_yaml
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
    """`place` is that of the membership, by default the story's community. The phone number that
    gateways reach is `${phone.<name>}`. `role: null` is a person without a role.
    """

    role: str | None
    place: str = "${community}"
    phone: bool = True


class Asset(Part):
    """An asset that is registered before the story begins, with a device of its own. With `count`
    there are `<name>_1` and so on, and publishing by the plain name is done by all at once.
    """

    kind: Kind
    count: int | None = Field(default=None, ge=2, le=100)
    grid: str | None = None
    building: str | None = None
    zone: str | None = None
    parent: Name | None = None  # its panel or circuit
    part: str | None = None  # its address on that panel
    links: list[Name] = []
    certified: bool | list[str] | None = None  # commands; true is the first one of its kind
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
    """A camera, radar or wearable, with its own device. The story registers a personal one itself,
    after its person (`registered: false`). `north`: metres away from the others.
    """

    kind: SensorKind
    building: str | None = None
    zone: str | None = None
    north: int = 0
    registered: bool = True


class Mounted(Part):
    """A device of the register, registered before the story begins, with a certificate. Its kind is
    from the catalogue or the story's own.
    """

    kind: Name
    grid: str | None = None
    building: str | None = None
    zone: str | None = None
    gateway: Name | None = None  # another device of the story
    serial: str | None = None  # then the certificate is claimed by the unit of this serial
    registered: bool = True


class Breaks(Part):
    """The change to the code that the story must detect: the body of `symbol` in `file` becomes
    `instead`.
    """

    file: str
    symbol: str
    instead: str


class Story(Part):
    """`rosters` (post → people who are always on duty), `chain` and `grid` are created through the
    API first.
    """

    title: Title
    people: dict[Name, str | Person] = {}
    assets: dict[Name, Asset] = {}
    stations: dict[Name, Station] = {}
    sensors: dict[Name, Sensor] = {}
    kinds: list[Name] = []  # names of files in kinds/ beside the story
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
        """Every step, including those within `together`."""
        return [
            inner
            for step in self.steps
            for inner in (step, *(step.together if isinstance(step, Together) else ()))
        ]

    @cached_property
    def groups(self) -> dict[str, list[str]]:
        """For a name with `count`, the names of its single assets."""
        return {
            name: [f"{name}_{number}" for number in range(1, asset.count + 1)]
            if asset.count
            else [name]
            for name, asset in self.assets.items()
        }

    @cached_property
    def things(self) -> dict[str, Asset]:
        """All single assets."""
        return {one: self.assets[name] for name, names in self.groups.items() for one in names}

    @property
    def name(self) -> str:
        """`<feature>/<file>` for the repository's own stories, otherwise folder and name of the
        file.
        """
        return f"{self.file.parent.name}/{self.file.stem}"

    @property
    def alone(self) -> bool:
        """Whether it affects the whole city, and so other stories too."""
        return any(
            isinstance(step, Restart | Gateway)
            or (isinstance(step, Advance) and step.where == "city")
            for step in self.flat
        )

    def person(self, name: str) -> Person:
        known = self.people[name]
        return Person(role=known) if isinstance(known, str) else known


class Unreadable(Exception):
    """A file is not a story; says where and why."""


def read(file: Path) -> Story:
    try:
        told = from_yaml(file)
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
    """The repository's own stories, by name."""
    return sorted(HOME.glob("*/*.yaml"))


def find(names: list[str]) -> list[Story]:
    """The stories of these names or files; without any, all of the repository's own."""
    if not names:
        return [read(file) for file in own()]
    return [read(_file(name)) for name in names]


def _file(name: str) -> Path:
    for file in (Path(name), HOME / f"{name}.yaml"):
        if file.is_file():
            return file
    raise Unreadable(f"{name}: neither a file nor the name of a scenario (see: scenario list)")


def schema() -> str:
    """The format as a JSON Schema for editors, generated from these classes."""
    made = Story.model_json_schema(by_alias=True) | {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A scenario of Linli",
    }
    made["properties"].pop("file", None)
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"
