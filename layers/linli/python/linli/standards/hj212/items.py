"""What the items of a message say: a value of each kind, and whether it counts."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from linli.standards.data import Words

from . import moment, tables
from .data import Group

TIME, FLAG = "DataTime", "Flag"
NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?")


class Reading(NamedTuple):
    """`values` by kind (Rtd, Avg, Min, Max, Cou …); None where there stands no number."""

    code: str
    values: dict[str, Decimal | None]
    flag: str | None = None

    @property
    def name(self) -> Words | None:
        return tables.CODES.get(self.code)

    @property
    def normal(self) -> bool | None:
        """None if it does not say."""
        return None if self.flag is None else self.flag == tables.NORMAL


def readings(groups: Iterable[Group]) -> tuple[Reading, ...]:
    """In the order of the message; what is no reading (times, parameters) is not here."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name, value in (pair for group in groups for pair in group):
        code, dash, kind = name.partition("-")
        if dash:
            found[code][kind] = value
    return tuple(_reading(code, said) for code, said in found.items())


def data_time(groups: Iterable[Group]) -> datetime | None:
    """When it was measured, as the message says."""
    pairs = (pair for group in groups for pair in group)
    said = next((value for name, value in pairs if name == TIME), None)
    return None if said is None else moment.read(said, moment.SECONDS)


def _reading(code: str, said: dict[str, str]) -> Reading:
    values = {kind: _value(value) for kind, value in said.items() if kind != FLAG}
    return Reading(code, values, said.get(FLAG))


def _value(said: str) -> Decimal | None:
    return Decimal(said) if NUMBER.fullmatch(said) else None
