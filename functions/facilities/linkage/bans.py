"""Bans: commands that nobody and nothing may send. Pure.

A hazard or asset of unknown location counts as near: a ban must not depend on an optional field.
"""

from collections.abc import Iterable
from datetime import datetime

from linli.errors import Refused
from linli.texts import say

from .model import Alarm, Ban, Order, Scope


def ban_on(
    order: Order, standing: Iterable[Alarm], bans: Iterable[Ban], now: datetime
) -> Ban | None:
    alarms = [alarm for alarm in standing if alarm.stands]
    return next((ban for ban in bans if ban.in_force(now) and _covers(ban, order, alarms)), None)


def refuse(ban: Ban | None) -> None:
    """409, with the text of the rule and its source."""
    if ban is None:
        return
    words = {language: say("facilities", ban.id, language) for language in ("zh", "en")}
    rule = {"id": ban.id, "article": ban.article, "verified": ban.mark == "C", **words}
    raise Refused("forbidden-by-rule", rule=rule)


def _covers(ban: Ban, order: Order, alarms: Iterable[Alarm]) -> bool:
    if order.command not in ban.commands or (ban.kinds and order.kind not in ban.kinds):
        return False
    return not ban.during or any(
        _inside(ban.scope, order, alarm)
        for alarm in alarms
        for sign in ban.during
        if sign.means(alarm)
    )


def _inside(scope: Scope, order: Order, alarm: Alarm) -> bool:
    if scope == "asset":
        return order.asset_id == alarm.asset_id
    if order.asset_id == alarm.asset_id:
        return True
    if order.building and alarm.building and order.building != alarm.building:
        return False
    if scope == "zone" and order.zone and alarm.zone:
        return order.zone == alarm.zone
    return True
