"""The route that tries a rule on an asset's past."""

from datetime import timedelta

from pydantic import AwareDatetime, BaseModel

from functions.facilities.assets import store as assets
from functions.facilities.hazards.known import LIMITS
from functions.facilities.routes import Id, api
from linli import clock
from linli.alarms.state import Alarm
from linli.auth import CallerNow
from linli.packs import reading
from linli.texts import say

from . import calm, trying
from .trying import Tried

LOOK = 4_000  # packs per answer, but at least a day
LEAST = timedelta(days=1)


class Fired(BaseModel):
    """One alarm that the rule would have raised. `values` are those at its highest level."""

    onset: AwareDatetime
    ended_at: AwareDatetime | None
    level: int
    values: dict[str, float]
    flapping: bool


class Trial(BaseModel):
    """The alarms that it would have raised, by samples up to `until`. `next` continues; None at the
    end.
    """

    fired: int
    samples: int
    until: AwareDatetime
    next: AwareDatetime | None
    items: list[Fired]
    zh: str
    en: str


@api.post(
    "/v1/facilities/assets/<asset_id>/trials",
    action="try_rule",
    summary="Try a rule on what an asset has measured: how often it would have fired",
)
def try_rule(asset_id: Id, tried: Tried, caller: CallerNow) -> Trial:
    asset = assets.asset(asset_id)
    caller.must(asset)
    now = clock.now(asset.community)
    trying.checked(tried, now)
    rule = trying.fitted(tried, asset.kind, trying.units(LIMITS, asset.kind))
    ends = min(tried.until, now)
    found = reading.some(asset.id, tried.begins, ends, min(tried.begins + LEAST, ends), LOOK)
    points = [calm.read(asset.kind, point) for point in found.points]
    return _shown(trying.outcome(rule, points, tried.begins, found.ends, last=found.ends >= ends))


def _shown(outcome: trying.Outcome) -> Trial:
    fired = len(outcome.alarms)
    numbers = {"fired": fired, "samples": outcome.samples}
    zh, en = (say("facilities", "would-have-fired", word, **numbers) for word in ("zh", "en"))
    items = [_fired(alarm) for alarm in outcome.alarms]
    until, rest = outcome.until, outcome.rest
    return Trial(**numbers, until=until, next=rest, items=items, zh=zh, en=en)


def _fired(alarm: Alarm) -> Fired:
    return Fired.model_validate(alarm.model_dump(include=set(Fired.model_fields)))
