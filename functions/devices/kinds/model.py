"""What a kind of device is: a row of the catalogue (rules/kinds.yaml), or a city's own."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self, get_args

from pydantic import AwareDatetime, Field, FiniteFloat, PositiveFloat, model_validator

from events.devices import Raises
from functions.devices.model import Bearer, KindId, Line, Names, Word
from linli.alarms.model import Rule, leaves
from linli.messages import Measure
from linli.model import Fact, Noun

from .controls import Controls

Prefix = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
PERSONAL = "HomeDevice"  # as policies know a device whose kind is personal
Owner = Literal["devices", "environment", "facilities"]  # who takes its messages


class Ngsi(Fact):
    """Attribute of a Smart Data Model: ours times `factor` (0.01 makes a percent a share of 1)."""

    attribute: Annotated[str, Field(pattern=r"^[a-zA-Z][a-zA-Z0-9_]{0,59}$")]
    factor: PositiveFloat = 1


class Gauge(Fact):
    """What a kind measures. A value out of `least` and `most` cannot have been measured."""

    measure: Measure
    name: Names
    unit: Annotated[str, Field(max_length=20)]
    least: FiniteFloat
    most: FiniteFloat
    precision: PositiveFloat
    ngsi: Ngsi | None = None

    @model_validator(mode="after")
    def _has_a_range(self) -> Self:
        if self.least >= self.most:
            raise ValueError("range-is-empty")
        return self


def fits(rule: Rule, units: Mapping[str, str]) -> None:
    """ValueError if it speaks of what is not measured so, or raises what nobody hears."""
    for step in rule.steps:
        if step.raises not in get_args(Raises):
            raise ValueError("raises-what-nobody-hears")
        for leaf in leaves(step.when):
            if leaf.measure is not None and leaf.measure not in units:
                raise ValueError("rule-of-no-measure")
            if leaf.by != "absence" and leaf.unit != units[leaf.measure]:
                raise ValueError("rule-in-another-unit")


class Hearer(Fact):
    """Another feature that cares for a kind, and the events by which it hears of it."""

    feature: Word
    facts: tuple[str, ...]


class Particulars(Fact):
    """`silent_after` is how many expected intervals without a word mean that it is off line.

    `leased`: one party at a time may drive it. `safety`: its life does not hang on the network.
    `personal`: what it measures is of a person's body or home, and few may read it; `sensitive`: so
    that only a consent of its own is enough (L-PIP#28, #29). `rules` are held to its samples where
    its owner is `devices`.
    """

    name: Names
    prefix: Prefix  # of the ids of its devices
    every_seconds: Annotated[int, Field(ge=1, le=604_800)]  # how often one speaks at least
    silent_after: Annotated[int, Field(ge=1, le=100)] = 3
    bearers: Annotated[tuple[Bearer, ...], Field(min_length=1, max_length=7)]
    measures: Annotated[tuple[Gauge, ...], Field(max_length=32)] = ()
    commands: Controls = ()
    leased: bool = False
    safety: bool = False
    personal: bool = False
    sensitive: bool = False
    rules: Annotated[tuple[Rule, ...], Field(max_length=20)] = ()
    smart_data_model: Annotated[str, Field(max_length=60)] | None = None  # NGSI-LD type
    article: Line
    mark: Literal["C", "C0", "C0/K", "K", "U"]

    @model_validator(mode="after")
    def _rules_are_of_its_measures(self) -> Self:
        units = {gauge.measure: gauge.unit for gauge in self.measures}
        if len(units) < len(self.measures):
            raise ValueError("measured-twice")
        if self.sensitive and not self.personal:
            raise ValueError("sensitive-of-nobody")
        if len({one.command for one in self.commands}) < len(self.commands):
            raise ValueError("told-twice")
        if len({rule.id for rule in self.rules}) < len(self.rules):
            raise ValueError("two-rules-of-one-id")
        for rule in self.rules:
            fits(rule, units)
        return self

    def units(self) -> dict[str, str]:
        return {gauge.measure: gauge.unit for gauge in self.measures}


class Card(Particulars):
    """What a city enters to have a kind of its own."""

    id: KindId


class Row(Card):
    """A row of the catalogue."""

    owner: Owner = "devices"
    heard_by: tuple[Hearer, ...] = ()


class Kind(Row, Noun):
    """`own`: the city's, who may revise it; of one of the catalogue it revises the rules alone."""

    own: bool = True

    @property
    def noun(self) -> str:
        """What policies call its devices."""
        return PERSONAL if self.personal else "Device"


class Revision(Noun):
    """A kind as it was until somebody revised it."""

    was: Kind
    by: str
    at: AwareDatetime


class Reversal(Fact):
    """Which version of a kind is to be again; 0 is that of the catalogue."""

    to: Annotated[int, Field(ge=0, le=99_999_999)]
