"""Folds device messages: loads the condition of the asset, decides, and returns the writes."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial

from functions.facilities.assets import store as assets
from functions.facilities.assets.model import Asset
from functions.facilities.hazards import held, rules, sensed, store
from functions.facilities.hazards.known import OF_LIMITS
from functions.facilities.hazards.life import Holding
from functions.facilities.hazards.model import Condition
from functions.facilities.model import Kind
from linli import clock
from linli.errors import Refused
from linli.points import Point
from linli.signals import Device
from linli.store import Write, commit

from . import calm, lights, panels
from .panels import Framed, Said
from .speaker import speaker

MOST = 90  # rows that one frame may change, of the hundred of a transaction


def take_samples(device: Device, points: Iterable[Point]) -> list[Write]:
    """No writes if nothing changes."""
    kind = calm.kind_of(device)
    if kind in sensed.LIT:
        asset = assets.asset_in(device.community, device.id)
        take = lights.take_lamp if kind == Kind.STREET_LIGHT else lights.take_meter
        return take(asset, [calm.read(kind, point) for point in points])
    asset, known, holding = speaker(device, kind)
    now, said = clock.now(asset.community), [calm.read(kind, point) for point in points]
    taken = rules.take(known, said, holding, now, sensed.past(known, now, calm.read))
    return store.taken_of(asset, taken) if taken.after != known else []


def settle(device: Device, since: datetime) -> list[Write]:
    """Evaluates again what is open, from all samples kept since then; no writes if
    nothing changes.
    """
    if (kind := calm.kind_of(device)) in sensed.LIT:
        return []
    asset, known, holding = speaker(device, kind)
    now = clock.now(asset.community)
    taken = rules.again(known, since, holding, now, sensed.past(known, now, calm.read))
    return store.taken_of(asset, taken) if taken.after != known else []


def wake(pk: str, sk: str) -> None:
    """Called by the sweeper for what is due of an asset."""
    asset_id, point = store.named(pk, sk)
    asset = assets.asset(asset_id)
    known, now = store.condition(asset, point), clock.now(asset.community)
    past = sensed.past(known, now, calm.read)
    taken = rules.wake(known, held.holding(known.kind), now, past)
    if taken.after != known or rules.is_ruled(known, OF_LIMITS):
        commit(*store.taken_of(asset, taken))


def take_frames(
    panel: Asset, frames: Sequence[Framed], is_drill: Callable[[Asset, datetime], bool]
) -> list[Write]:
    """Each part that is registered as an asset is judged by itself, all others as parts of the
    panel. Refused if the asset is no panel, or too many parts change at once.
    """
    if panel.kind != Kind.FIRE_PANEL:
        raise Refused("no-fire-panel")
    said = panels.said(frames)
    points = assets.points(panel, filter(None, said))
    kinds = (points[part].kind if part in points else each[0].kind for part, each in said.items())
    holding, writes = held.holding(*kinds), list[Write]()
    for part, each in said.items():
        if part in points:
            known = store.condition(points[part])
            writes += _taken(points[part], known, each, holding, is_drill)
        else:
            known = store.condition(panel, part).model_copy(update={"kind": each[0].kind})
            writes += _taken(panel, known, each, holding, is_drill)
    if len(writes) > MOST:
        raise Refused("too-many-parts")
    return writes


def _taken(
    asset: Asset,
    known: Condition,
    said: list[Said],
    holding: Holding,
    is_drill: Callable[[Asset, datetime], bool],
) -> list[Write]:
    """No writes if nothing changes: panels repeat again and again that all is well."""
    now = clock.now(asset.community)
    parts = panels.sensed(said, partial(is_drill, asset))
    past = sensed.past(known, now, calm.read)
    taken = rules.take(known, parts, holding, now, past, kept=True)
    unheard = known.point and known.version is None and not taken.after.hazards
    return [] if taken.after == known or unheard else store.taken_of(asset, taken)
