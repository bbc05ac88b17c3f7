"""What the routes answer, where it is more than one noun."""

from pydantic import BaseModel

from linli.model import Noun

from .model import Asset, Condition, Entry, Hazard, Reading, Trouble


class Page(BaseModel):
    """Some of a list; `next` is the `after` to ask for the rest with."""

    next: str | None


class Assets(Page):
    items: list[Asset]


class Troubles(Page):
    items: list[Trouble]


class History(Page):
    items: list[Entry]


class AssetNow(Asset):
    """An asset with its open hazards and its latest readings, by measure."""

    hazards: dict[str, Hazard]
    latest: dict[str, Reading]


class Unread(Noun):
    """A message in quarantine, without what it said: that may be personal."""

    id: str
    queue: str
    why: str
    kept_at: str
    replays: int


class Quarantine(Page):
    items: list[Unread]


def asset_now(asset: Asset, condition: Condition) -> AssetNow:
    latest = {measure: track.readings[-1] for measure, track in condition.tracks.items()}
    return AssetNow(**asset.model_dump(), hazards=condition.hazards, latest=latest)
