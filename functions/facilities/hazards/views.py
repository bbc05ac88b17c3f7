"""What the routes of hazards answer."""

from pydantic import BaseModel

from functions.facilities.assets.model import Asset
from functions.facilities.assets.views import Page
from linli.texts import say

from .model import Condition, Hazard, Limit, Reading, Trouble


class Troubles(Page):
    items: list[Trouble]


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


def rule(limit: Limit) -> Rule:
    number = {"value": limit.value, "unit": limit.unit}
    zh, en = (say("facilities", limit.id, language, **number) for language in ("zh", "en"))
    return Rule(**limit.model_dump(), zh=zh, en=en, verified=limit.mark == "C")


def asset_now(asset: Asset, condition: Condition) -> AssetNow:
    latest = {measure: track.readings[-1] for measure, track in condition.tracks.items()}
    return AssetNow(**asset.model_dump(), hazards=condition.hazards, latest=latest)
