"""Responses of the routes of hazards."""

from collections.abc import Iterable, Mapping

from pydantic import BaseModel

from functions.facilities.assets.model import Asset
from functions.facilities.assets.views import Page
from linli.points import Point
from linli.texts import say

from .model import Condition, Hazard, Limit, Reading, Sensed, Trouble
from .news import AT


class Troubles(Page):
    items: list[Trouble]


class AssetNow(Asset):
    """An asset with its open hazards and its latest readings, by measure."""

    hazards: dict[str, Hazard]
    latest: dict[str, Reading]


class Rule(Limit):
    """A limit in words; an unverified one is always marked so."""

    zh: str
    en: str
    verified: bool


class Rules(BaseModel):
    items: list[Rule]


def rule(limit: Limit) -> Rule:
    number = {"value": limit.value, "unit": limit.unit}
    zh, en = (say("facilities", limit.id, language, **number) for language in ("zh", "en"))
    return Rule(**limit.model_dump(), zh=zh, en=en, verified=limit.mark == "C")


def asset_now(
    asset: Asset, conditions: Iterable[Condition], newest: Point | None = None
) -> AssetNow:
    """Including the unregistered parts of a panel, by measure and address."""
    hazards: dict[str, Hazard] = {}
    latest: dict[str, Reading] = {}
    for one in conditions:
        end = f"{AT}{one.point}" if one.point else ""
        hazards |= {f"{measure}{end}": hazard for measure, hazard in one.hazards.items()}
        latest |= {f"{name}{end}": reading for name, reading in _last(one.said).items()}
    latest |= _newer(newest, latest) if newest else {}
    return AssetNow(**asset.model_dump(), hazards=hazards, latest=latest)


def _last(said: Iterable[Sensed]) -> dict[str, Reading]:
    """The latest values that are in no pack."""
    return {
        measure: Reading(one.at, value)
        for one in sorted(said, key=lambda one: one.at)
        for measure, value in one.measures.items()
    }


def _newer(newest: Point, latest: Mapping[str, Reading]) -> dict[str, Reading]:
    return {
        measure: Reading(newest.at, value)
        for measure, value in newest.measures.items()
        if measure not in latest or latest[measure].at <= newest.at
    }
