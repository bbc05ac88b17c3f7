"""Duties of upkeep as shown, in words."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field

from events.facilities import Upkept
from functions.facilities.assets.model import Asset
from functions.facilities.assets.views import Page
from functions.facilities.model import Kind
from functions.facilities.photos.model import Picture
from linli.model import Fact
from linli.places import Community
from linli.texts import say

from . import rules
from .model import Record, Result, Row, Span, Stage, Upkeep


class Duty(Fact):
    """A duty of an asset with date and source; `verified`: the source was checked.

    `idle`: not required while the asset is not in use. `hazard_id` is its entry in the ledger while
    it is overdue; `due_on` is None if unknown. `failed`: the last inspection was not passed;
    `waiting` is the record that another person must confirm.
    """

    id: str
    asset_id: str
    name: str
    kind: Kind
    row: str
    what: Upkept
    zh: str
    en: str
    every: Span | None
    stage: Stage
    due_on: date | None
    last_done: date | None
    done_by: str | None
    idle: bool
    failed: bool
    waiting: str | None
    hazard_id: str | None
    article: str
    verified: bool


class Duties(Page):
    items: list[Duty]


class DutiesOfOne(BaseModel):
    items: list[Duty]


class Done(Fact):
    """A record with its photographs; it does not count while it `waits` for another person."""

    id: str
    row: str
    what: Upkept
    done_at: AwareDatetime
    by: str
    report: str | None
    result: Result | None
    note: str
    next_due: date | None
    entered_by: str
    entered_at: AwareDatetime
    waits: bool
    confirmed_by: str | None
    confirmed_at: AwareDatetime | None
    confirmed_note: str
    photos: list[Picture]


class Maintenances(Page):
    items: list[Done]


class Reckoning(Fact):
    """The community; `after` is the `next` of the previous answer."""

    community: Community
    after: Annotated[str, Field(max_length=200)] = ""


class Reckoned(Page):
    """How many assets were processed; continue while `next` is not None."""

    assets: int


def duties(
    of: Iterable[Upkeep], assets: Mapping[str, Asset], rows: Iterable[Row], now: datetime
) -> list[Duty]:
    """The duties whose asset and rule are known."""
    every, shown = tuple(rows), []
    for one in of:
        held = {row.id: row for row in rules.of_kind(every, one.kind, now)}
        if (row := held.get(one.row)) and (asset := assets.get(one.asset_id)):
            shown.append(duty(one, row, asset, now))
    return shown


def duty(one: Upkeep, row: Row, asset: Asset, now: datetime) -> Duty:
    known = one.model_dump(include=set(Duty.model_fields))
    zh, en = (say("facilities", f"upkeep-{row.id}", language) for language in ("zh", "en"))
    return Duty(
        **known,
        name=asset.name,
        due_on=one.due,
        zh=zh,
        en=en,
        every=row.every,
        stage=rules.stage(one, row, now),
        article=row.article,
        verified=row.mark == "C",
    )


def record(one: Record, photos: list[Picture]) -> Done:
    return Done(**one.model_dump(include=set(Done.model_fields) - {"photos"}), photos=photos)
