"""Which rules a city may put in force. Pure."""

from collections.abc import Collection
from typing import NamedTuple, get_args

from events.facilities import Raises
from functions.facilities.model import Kind
from linli.alarms.fitting import Units, fit
from linli.alarms.model import Rule
from linli.errors import Invalid, Refused, Stale

from .model import Ruling, Wanted

JOINED = (Kind.STREET_LIGHT, Kind.LIGHT_CIRCUIT)  # darkness is judged by the circuit as a whole


class Known(NamedTuple):
    """The units of the kind's measures, and the ids used by limits."""

    units: Units
    ids: Collection[str]


def revise(before: Ruling, wanted: Wanted, version: int, known: Known) -> Ruling:
    """The new version. Stale if `version` is not the present one; Refused or Invalid if a rule does
    not fit the kind.
    """
    if (before.version or 0) != version:
        raise Stale(before, version)
    if before.kind in JOINED and wanted.rules:
        raise Refused("told-by-its-circuit")
    ids = [rule.id for rule in wanted.rules]
    if len(set(ids)) < len(ids):
        raise Invalid("two-rules-of-one-id", "/body/rules")
    for number, rule in enumerate(wanted.rules):
        _fits(rule, before.kind, known, f"/body/rules/{number}")
    return before.model_copy(update={"rules": wanted.rules})


def _fits(rule: Rule, kind: Kind, known: Known, path: str) -> None:
    if rule.kind != kind:
        raise Invalid("rule-of-another-kind", f"{path}/kind")
    if rule.id in known.ids:
        raise Invalid("id-of-a-limit", f"{path}/id")
    if any(step.raises not in get_args(Raises) for step in rule.steps):
        raise Invalid("raises-what-nobody-hears", f"{path}/steps")
    fit(rule, known.units)
