"""Commands by hand: which of them people may give to an asset, and the order. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from functions.facilities.assets.model import Asset
from functions.facilities.model import TAKES, Command
from linli.errors import Refused

from . import rules
from .model import Action, Alarm, Link
from .views import KindCommand


def commands(links: Iterable[Link], asset: Asset, at: datetime) -> list[KindCommand]:
    """Every command of its kind, whether or not somebody may give it."""
    now = [link for link in links if link.in_force(at)]
    return [
        KindCommand(
            command=command,
            certified=rules.takes(asset, command, now),
            by=link.by if (link := _row(now, asset, command)) else (),
        )
        for command in TAKES.get(asset.kind, ())
    ]


def permitting(links: Iterable[Link], asset: Asset, command: Command, at: datetime) -> Link:
    """The row that permits this command by hand."""
    now = [link for link in links if link.in_force(at)]
    link = _row(now, asset, command)
    if link is None:
        raise Refused("not-by-hand")
    if not rules.takes(asset, command, now):
        raise Refused("not-certified")
    return link


def wish(order_id: str, asset: Asset, command: Command, now: datetime) -> Action:
    """The requested action, before it is known whether it is permitted."""
    where = asset.model_dump(include={"community", "grid", "kind", "building", "zone"})
    said = {"id": order_id, "asset_id": asset.id, "command": command}
    return Action.model_validate({**where, **said, "ordered_at": now, "send_until": now})


def ordered(
    wish: Action, link: Link, hazard: Alarm | None, by: str, reason: str, now: datetime
) -> Action:
    because = (
        {"hazard_id": hazard.hazard_id, "source_id": hazard.asset_id, "drill": hazard.drill}
        if hazard
        else {}
    )
    until = now + timedelta(seconds=link.send_within)
    row = {**rules.row(link), "send_until": until}
    return wish.model_copy(update={**because, **row, "by": by, "reason": reason})


def _row(links: Iterable[Link], asset: Asset, command: Command) -> Link | None:
    hand = (link for link in links if link.mode == "by-hand")
    return next((link for link in hand if (link.kind, link.command) == (asset.kind, command)), None)
