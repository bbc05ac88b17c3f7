"""What the routes answer, where it is more than one noun."""

from pydantic import BaseModel

from linli.model import Noun
from linli.texts import say

from .model import Asset, Condition, Entry, Hazard, Limit, Reading, Trouble


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


class Rule(Limit):
    """A limit in words; one that is not verified is marked so wherever it is shown."""

    zh: str
    en: str
    verified: bool


class Rules(BaseModel):
    items: list[Rule]


class Unread(Noun):
    """A message in quarantine, without what it said: that may be personal."""

    id: str
    queue: str
    why: str
    kept_at: str
    replays: int


class Quarantine(Page):
    items: list[Unread]


def rule(limit: Limit) -> Rule:
    number = {"value": limit.value, "unit": limit.unit}
    zh, en = (say("facilities", limit.id, language, **number) for language in ("zh", "en"))
    return Rule(**limit.model_dump(), zh=zh, en=en, verified=limit.mark == "C")


def asset_now(asset: Asset, condition: Condition) -> AssetNow:
    latest = {measure: track.readings[-1] for measure, track in condition.tracks.items()}
    return AssetNow(**asset.model_dump(), hazards=condition.hazards, latest=latest)
