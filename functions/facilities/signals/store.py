"""Storage of lighting circuits. Keys are spelled in this file and nowhere else.

asset#<id>    circuit               the dark lamps of a lighting circuit; listed
"""

from functions.facilities.assets.model import Asset
from linli.store import Page, Write, find, listing

from .lamps import Circuit


def circuit(asset: Asset) -> Circuit:
    found = find(_asset(asset.id), "circuit", Circuit)
    return found or Circuit(asset_id=asset.id, community=asset.community)


def circuits(community: str, after: str) -> Page[Circuit]:
    return listing(f"circuits#{community}", Circuit, after=after)


def lit(circuit: Circuit) -> Write:
    listed = f"circuits#{circuit.community}", circuit.asset_id
    return Write(_asset(circuit.asset_id), "circuit", circuit, listed=listed)


def _asset(asset_id: str) -> str:
    return f"asset#{asset_id}"
