"""Street lights and their circuits: whether a dark lamp is its own fault or the circuit's."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime, time

from functions.facilities.assets import store as assets
from functions.facilities.assets.model import Asset
from functions.facilities.hazards import rules
from functions.facilities.hazards.known import HELD, LIMITS, NUMBERS, own
from functions.facilities.hazards.model import Condition
from functions.facilities.hazards.store import condition, taken_of
from functions.facilities.hazards.telling import Taken
from functions.facilities.model import Kind
from linli import clock
from linli.errors import NotFound
from linli.messages import Sample
from linli.store import Write

from . import lamps, store
from .lamps import DARK, Circuit, Lamp, Night

TOGETHER = 30  # lamps that join in the transaction in which their circuit is found out
BEGINS, ENDS = NUMBERS["night-from"].count, NUMBERS["night-until"].count
COUNTED = NUMBERS["lamps-counted"].span


def night(at: datetime) -> Night:
    """By the rows in force at that time."""
    return Night(time(BEGINS(at)), time(ENDS(at)))


def take_lamp(lamp: Asset, samples: Sequence[Sample]) -> list[Write]:
    known, circuit = condition(lamp), _circuit_of(lamp)
    now = lamps.last([*known.said, *samples])  # these may be older
    if circuit is None or now is None:
        return taken_of(lamp, _taken(lamp, known, samples))
    before = store.circuit(circuit)
    after = lamps.lamp(_counted(before, circuit), lamp.id, now)
    writes = _circuit(circuit, before, after, now, [])
    if not (now.dark and lamps.is_out(after, LIMITS, now.at)):
        return [*writes, *taken_of(lamp, _taken(lamp, known, samples))]
    joined = rules.join(known, DARK, now.at)
    taken = _taken(lamp, joined.after, lamps.without(samples))
    taken = Taken(taken.after, (*joined.news, *taken.news))
    others = [one for one in after.dark if one != lamp.id]
    return [*writes, *taken_of(lamp, taken), *_join(before, after, others, now)]


def take_meter(circuit: Asset, samples: Sequence[Sample]) -> list[Write]:
    now, plain = lamps.last(samples), [_other(sample) for sample in samples]
    before = store.circuit(circuit)
    after = lamps.meter(_counted(before, circuit), now) if now else before
    writes = _circuit(circuit, before, after, now, plain)
    return [*writes, *_join(before, after, after.dark, now)] if now else writes


def _circuit(
    circuit: Asset, before: Circuit, after: Circuit, now: Lamp | None, samples: Sequence[Sample]
) -> list[Write]:
    """The writes for the circuit's share of dark lamps and its other measures."""
    kept: list[Write] = []
    if now and (after.share != before.share or after.dark != before.dark):
        after, said = lamps.told(after, now.at)
        kept, samples = [store.lit(after)], [*samples, said]
    elif (after.lamps, after.meter) != (before.lamps, before.meter):
        kept = [store.lit(after)]
    if not samples:
        return kept
    return [*kept, *taken_of(circuit, _taken(circuit, condition(circuit), samples))]


def _taken(asset: Asset, known: Condition, samples: Iterable[Sample]) -> Taken:
    """With `kept`, as the samples that count differ from those in the packs, which therefore cannot
    be read again.
    """
    said = [own(asset.kind, sample) for sample in samples]
    return rules.take(known, said, HELD, clock.now(asset.community), kept=True)


def _join(before: Circuit, after: Circuit, others: Iterable[str], now: Lamp) -> list[Write]:
    """Once a circuit is out, joins the hazards of lamps found dark before. A lamp beyond the limit
    joins with its next message.
    """
    if lamps.is_out(before, LIMITS, now.at) or not lamps.is_out(after, LIMITS, now.at):
        return []
    writes: list[Write] = []
    for lamp in assets.known(list(others)[:TOGETHER]).values():
        joined = rules.join(condition(lamp), DARK, now.at)
        writes += taken_of(lamp, joined, by=after.asset_id) if joined.news else []
    return writes


def _circuit_of(lamp: Asset) -> Asset | None:
    """The lamp's parent, or the circuit in its zone."""
    if lamp.parent:
        with suppress(NotFound):
            named = assets.asset_in(lamp.community, lamp.parent)
            return named if named.kind == Kind.LIGHT_CIRCUIT else None
    if not lamp.zone:
        return None
    circuits = assets.in_use(lamp.community, Kind.LIGHT_CIRCUIT)
    return next((circuit for circuit in circuits if circuit.zone == lamp.zone), None)


def _counted(circuit: Circuit, asset: Asset) -> Circuit:
    """With the number of its lamps, counted again after a while."""
    now = clock.now(asset.community)
    if circuit.counted_at and now < circuit.counted_at + COUNTED(circuit.counted_at):
        return circuit
    lamps_there = assets.in_use(asset.community, Kind.STREET_LIGHT)
    total = sum(one.parent == asset.id or _in_zone(one, asset) for one in lamps_there)
    return circuit.model_copy(update={"total": total, "counted_at": now})


def _in_zone(lamp: Asset, circuit: Asset) -> bool:
    return lamp.parent is None and lamp.zone is not None and lamp.zone == circuit.zone


def _other(sample: Sample) -> Sample:
    """The sample without its `dark`."""
    measures = {name: value for name, value in sample.measures.items() if name != DARK}
    return sample.model_copy(update={"measures": measures})
