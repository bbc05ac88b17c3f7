"""A kind of device: a row of the catalogue (rules/kinds.yaml), or a city's own."""

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
PERSONAL = "HomeDevice"  # the entity type of personal devices in policies
Owner = Literal["devices", "environment", "facilities"]  # the feature that stores its messages


class Ngsi(Fact):
    """Attribute of a Smart Data Model: our value times `factor` (0.01 turns percent into a
    ratio).
    """

    attribute: Annotated[str, Field(pattern=r"^[a-zA-Z][a-zA-Z0-9_]{0,59}$")]
    factor: PositiveFloat = 1


class Gauge(Fact):
    """A measure. A value outside `least` and `most` is impossible."""

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
    """ValueError if the rule uses an unknown measure or unit, or raises what no feature handles."""
    for step in rule.steps:
        if step.raises not in get_args(Raises):
            raise ValueError("raises-what-nobody-hears")
        for leaf in leaves(step.when):
            if leaf.measure is not None and leaf.measure not in units:
                raise ValueError("rule-of-no-measure")
            if leaf.by != "absence" and leaf.unit != units[leaf.measure]:
                raise ValueError("rule-in-another-unit")


class Hearer(Fact):
    """Another feature interested in a kind, and the events it gets."""

    feature: Word
    facts: tuple[str, ...]


class Particulars(Fact):
    """`silent_after` is the number of expected intervals without a message after which it is off
    line.

    `leased`: controlled by one party at a time. `safety`: works without the network. `personal`: it
    measures a person's body or home, so few may read it; `sensitive`: it also requires a separate
    consent (L-PIP#28, #29). `rules` apply to its samples if its owner is `devices`.
    """

    name: Names
    prefix: Prefix  # of its devices' ids
    every_seconds: Annotated[int, Field(ge=1, le=604_800)]  # longest interval between messages
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
    """The input for a city's own kind."""

    id: KindId


class Row(Card):
    """A row of the catalogue."""

    owner: Owner = "devices"
    heard_by: tuple[Hearer, ...] = ()


class Kind(Row, Noun):
    """`own`: the city's, which may revise it; of a catalogue's kind it may revise the
    rules only.
    """

    own: bool = True

    @property
    def noun(self) -> str:
        """The entity type of its devices in policies."""
        return PERSONAL if self.personal else "Device"


class Revision(Noun):
    """A former version of a kind."""

    was: Kind
    by: str
    at: AwareDatetime


class Reversal(Fact):
    """The version to restore; 0 is the catalogue's."""

    to: Annotated[int, Field(ge=0, le=99_999_999)]
