"""A value, and its assessment."""

from typing import Literal

from pydantic import AwareDatetime

from functions.environment.model import Key, StationKind
from linli.model import Fact, Noun
from linli.places import Community

Span = Literal["hour", "day", "night"]  # for noise, a day excludes its night
Known = dict[str, float | None]


class Over(Fact):
    """One exceeded limit; `row` and `article` are those of the standard."""

    key: Key
    measure: str
    value: float
    limit: float
    row: str
    article: str
    verified: bool
    period: Literal["day", "night"] | None = None


class Air(Fact):
    """Assessment by HJ 633; None is unknown, never 0. `missing` was not measured."""

    aqi: int | None
    level: int | None
    primary: tuple[str, ...] = ()
    exceeded: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class Value(Noun):
    """`means` by measure, None if too little was measured (`had`, in minutes, hours or samples);
    of water only those that were measured.

    `reference`: the station is not controlled by the state; `verified`: all numbers used were
    checked against their sources. `quality` is the class of surface water, 6 is worse than Ⅴ.
    """

    station_id: str
    community: Community
    kind: StationKind
    span: Span
    begins: AwareDatetime
    ends: AwareDatetime
    means: Known = {}
    had: dict[str, int] = {}
    air: Air | None = None
    quality: int | None = None
    over: tuple[Over, ...] = ()
    reference: bool = True
    verified: bool = False
    articles: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether as much was measured as its standard demands; of water, anything it limits."""
        if self.air:
            return self.air.aqi is not None
        if self.kind == StationKind.WATER:
            return bool(self.articles)
        return any(one is not None for one in self.means.values())
