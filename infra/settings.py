"""A municipality's settings, cities/<city>.yaml, read by deployment and by the command.

Does not import aws_cdk: the command must read them in milliseconds.
"""

from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from infra import ROOT
from linli.city import Channel, City, Gateway
from linli.places import Place, within
from linli.roles import Role

LAPTOP = "000000000000"  # the account number on every laptop
Account = Annotated[str, Field(pattern=r"^\d{12}$")]
Topic = Annotated[str, Field(pattern=r"^arn:aws(-cn)?:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$")]
Post = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")]  # as rosters accept it
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Rows = list[dict[str, Any]]


class Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Name(Written):
    zh: Word
    en: Word


class Community(Written):
    code: Place
    name: Name


class Membership(Written):
    role: Role
    place: Place


class Person(Written):
    """A person whom the command can sign in on a laptop, with memberships."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,64}$")]
    name: str
    phone: Annotated[str, Field(pattern=r"^\+86170\d{8}$")] | None = None  # unassigned
    memberships: tuple[Membership, ...] = ()


class Seed(Written):
    """The initial data of a city: request bodies that the command sends to its API."""

    assets: Rows = []
    stations: Rows = []
    grids: Rows = []
    rosters: Rows = []
    chains: Rows = []


class Settings(Written):
    """`rules` overrides rows by feature, file and id: {facilities: {limits: {MH1-tilt: …}}}.

    `operators` have the role `city_operator` from the start. `outlines` is a path relative to the
    city's file; see `infra.outlines`. `engine` and `clock` are never written in a city's file; see
    `on_laptop`.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9]{2,12}$")]
    title: Name
    code: Place
    region: str
    account: Account | None = None
    issuer: str | None = None
    audience: str = "linli"
    sign_in_key: Annotated[int, Field(ge=1, le=99)] = 1
    gateways: dict[Channel, tuple[Gateway, ...]] = {}
    operators: tuple[str, ...] = ()
    communities: tuple[Community, ...] = ()
    outlines: Path | None = None
    alarm_topic: Topic | None = None
    helpline: Annotated[str, Field(pattern=r"^\+?[0-9]{3,15}$")] | None = None
    posts: dict[Post, Name] = {}
    scenario_block: Annotated[str, Field(pattern=r"^\d{9}$")] | None = None
    people: tuple[Person, ...] = ()
    seed: Seed = Seed()
    rules: dict[str, dict[str, dict[str, dict[str, Any]]]] = {}
    engine: str | None = None
    clock: str | None = None

    @model_validator(mode="after")
    def _in_its_city(self) -> Self:
        places = [c.code for c in self.communities]
        places += [m.place for person in self.people for m in person.memberships]
        if strange := [place for place in places if not within(place, self.code)]:
            raise ValueError(f"not in {self.code}: {strange}")
        return self

    @model_validator(mode="after")
    def _called_where_it_is(self) -> Self:
        if self.alarm_topic and self.alarm_topic.split(":")[3] != self.region:
            raise ValueError(f"an alarm calls a topic of its own region, {self.region}")
        return self

    @model_validator(mode="after")
    def _by_one_name(self) -> Self:
        named = [gateway.name for gateway in self.all_gateways]
        if len(named) != len(set(named)):
            raise ValueError("two gateways have the same name")
        return self

    @property
    def all_gateways(self) -> tuple[Gateway, ...]:
        return tuple(gateway for channel in self.gateways.values() for gateway in channel)

    @property
    def laptop(self) -> bool:
        return self.account == LAPTOP

    def on_laptop(self, engine: str, gateway: str, clock: Path) -> Self:
        """The city on this machine: its own issuer, clocks that can be advanced, and one server in
        place of all gateways, each at <its address>/<city>/<name>.
        """

        def here(carrier: Gateway) -> Gateway:
            return carrier.model_copy(update={"url": f"{gateway}/{self.name}/{carrier.name}"})

        gateways = {by: tuple(map(here, carriers)) for by, carriers in self.gateways.items()}
        change = {"account": LAPTOP, "issuer": None, "alarm_topic": None, "gateways": gateways}
        return self.model_copy(update=change | {"engine": engine, "clock": str(clock)})

    def for_functions(self) -> City:
        """The settings that functions need: linli/city.json."""
        known = self.model_dump(include=set(City.model_fields))
        return City.model_validate(known | {"account": self.account or LAPTOP})


def reasons(error: ValidationError) -> str:
    """What is wrong in a file that people wrote, and where in it: a line each."""
    return "\n".join(
        ": ".join((".".join(map(str, one["loc"])) or "the file", _said(one["type"], one["msg"])))
        for one in error.errors(include_url=False, include_input=False)
    )


def _said(kind: str, message: str) -> str:
    quoted = "; digits must be in quotes" if kind == "string_type" else ""
    return message.removeprefix("Value error, ") + quoted


class _Loader(yaml.SafeLoader):
    """Refuses a key that is written twice; YAML would ignore the first one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"{key.value} twice", problem_mark=key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def load(city: str) -> Settings:
    """Load by name, or by the path of a file."""
    path = Path(city) if city.endswith(".yaml") else ROOT / f"cities/{city}.yaml"
    found = Settings.model_validate(yaml.load(path.read_text("utf-8"), _Loader))  # noqa: S506
    if not found.outlines:
        return found
    return found.model_copy(update={"outlines": path.parent / found.outlines})
