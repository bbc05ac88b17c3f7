"""Tries a rule on a device's past, before it is put in force."""

from datetime import datetime

from functions.devices.kinds.model import Kind, fits
from functions.devices.known import NUMBERS
from functions.devices.register.model import Device
from linli import clock
from linli.alarms import quiet
from linli.alarms.model import Rule
from linli.alarms.state import Around
from linli.alarms.trial import Trial, trial
from linli.errors import Invalid, Refused
from linli.packs import reading

from . import rules, store

LONGEST = NUMBERS["trial-longest"].span
MOST = 50_000  # samples per request


def tried(device: Device, kind: Kind, rule: Rule, begins: datetime, until: datetime) -> Trial:
    """As if in force, with the registered windows."""
    now = clock.now(device.community)
    _fit(kind, rule, begins, until, now)
    until = min(until, now)
    found = reading.some(device.id, begins - quiet.reach(rule), until, until)
    if len(found.points) > MOST:
        raise Refused("too-dense", 422)
    watch = store.watch(device.id, device.community)
    around = Around(rules.thing(watch, kind).windows)
    return trial(rule, found.points, until, begins=begins, thing=device.id, around=around)


def _fit(kind: Kind, rule: Rule, begins: datetime, until: datetime, now: datetime) -> None:
    if rule.kind != kind.id:
        raise Invalid("rule-of-another-kind", "/body/rule/kind")
    try:
        fits(rule, kind.units())
    except ValueError as error:
        raise Invalid(str(error), "/body/rule/steps") from None
    if begins >= until:
        raise Invalid("ends-before", "/body/until")
    if until - begins > LONGEST(now):
        raise Invalid("span-too-long", "/body/until")
