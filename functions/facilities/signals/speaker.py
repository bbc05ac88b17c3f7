"""Whose samples are folded: an asset, its condition and the rules of its kind, read in one call."""

from typing import NamedTuple

from functions.facilities.assets import store as assets
from functions.facilities.assets.model import Asset
from functions.facilities.hazards import held, store
from functions.facilities.hazards.life import Holding
from functions.facilities.hazards.model import Condition
from functions.facilities.model import Kind
from functions.facilities.rulings import store as rulings
from functions.facilities.rulings.model import Ruling
from linli.errors import NotFound
from linli.packs import beside
from linli.signals import Device


class Speaker(NamedTuple):
    asset: Asset
    condition: Condition
    holding: Holding


def speaker(device: Device, kind: Kind) -> Speaker:
    """An asset keeps its `kind` for life. NotFound as for `assets.asset_in`."""
    at, own, ruled = assets.key(device.id), store.key(device.id), rulings.key(kind)
    rows = beside.rows([at, own, ruled])
    if at not in rows:
        raise NotFound
    asset = assets.in_community(device.community, rows[at].noun(Asset))
    known = store.placed(asset, rows[own].noun(Condition) if own in rows else None)
    said = [rows[ruled].noun(Ruling)] if ruled in rows else []
    return Speaker(asset, known, held.with_limits(said))
