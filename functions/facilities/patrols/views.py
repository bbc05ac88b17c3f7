"""Bodies of requests to patrols, and the answers."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field

from functions.facilities.assets.views import Page
from functions.facilities.model import AssetId, Kind
from functions.facilities.photos.model import Photos, Picture
from linli.model import Fact
from linli.texts import say

from .model import Answers, Check, Patrol, Plan, PlanId, Point, Readings, Row


class Begin(Fact):
    """`version` is the plan's as the phone knew it, `captured_at` when the patrol was begun, if the
    phone was offline.
    """

    plan_id: PlanId
    version: Annotated[int | None, Field(ge=1)] = None
    captured_at: AwareDatetime | None = None


class Looked(Fact):
    """A check of an asset, with an answer for each item of its kind's row."""

    asset_id: AssetId
    captured_at: AwareDatetime
    answers: Answers
    note: Annotated[str, Field(max_length=500)] = ""
    photos: Photos = ()
    readings: Readings = {}


class Ending(Fact):
    captured_at: AwareDatetime | None = None


class Positions(Fact):
    points: Annotated[tuple[Point, ...], Field(min_length=1, max_length=100)]


class Kept(Fact):
    points: int


class Track(BaseModel):
    points: list[Point]


class Plans(Page):
    items: list[Plan]


class Patrols(Page):
    """`today`: with `mine`, the plans that are due today and that the caller may patrol."""

    items: list[Patrol]
    today: list[Plan]


class Asked(Fact):
    id: str
    zh: str
    en: str


class Round(Fact):
    """A row in words: how often, and what is checked; without `verified`, its source is not
    checked.
    """

    id: str
    kind: Kind
    value: int
    unit: str
    items: list[Asked]
    article: str
    verified: bool


class Rounds(BaseModel):
    items: list[Round]


class Seen(Fact):
    """A check with its photographs."""

    id: str
    asset_id: str
    answers: dict[str, str]
    note: str
    readings: dict[str, float]
    by: str
    captured_at: AwareDatetime
    received_at: AwareDatetime
    late: bool
    hazard_id: str | None
    photos: list[Picture]


class PatrolDetail(Patrol):
    """With all checks; positions have a route of their own."""

    checks: list[Seen]


def asked(row: Row) -> Round:
    items = [
        Asked(id=item.id, **{lang: _say(item.id, lang) for lang in ("zh", "en")})
        for item in row.items
    ]
    known = row.model_dump(include={"id", "kind", "value", "unit", "article"})
    return Round(**known, items=items, verified=row.mark == "C")


def seen(check: Check, photos: list[Picture]) -> Seen:
    known = check.model_dump(exclude={"photos", "version", "patrol_id", "community"})
    return Seen(**known, photos=photos)


def _say(item: str, language: str) -> str:
    return say("facilities", f"check-{item}", language)
