"""The actions of a case, and the effect of answers and time-outs. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from functions.facilities.assets.model import Asset, Entry
from functions.facilities.model import TAKES, Command
from linli.ids import derived
from linli.messages import Answer

from .alarms import Case
from .bans import ban_on
from .model import Action, Alarm, Ban, Link

ANSWERED = timedelta(seconds=5)  # from sending; answering.asl.yaml waits a little longer

SLOW = timedelta(minutes=5)  # of a device's clock, or in transit


class Target(NamedTuple):
    link: Link
    asset: Asset


def in_force(links: Iterable[Link], case: Case) -> list[Link]:
    """The rules for the case; in a drill, only those marked as safe."""
    at, drill = case.alarm.at, case.alarm.drill
    return [
        link
        for link in links
        if link.trigger == case.trigger.id and link.in_force(at) and (link.in_drill or not drill)
    ]


def targets(source: Asset, links: Iterable[Link], assets: Iterable[Asset]) -> list[Target]:
    """The targets of each rule among these assets; a rule without a kind targets people, once."""
    known = {asset.id: asset for asset in (*assets, source)}
    return [
        Target(link, asset)
        for link in links
        for asset in ([source] if link.kind is None else known.values())
        if link.kind is None or (asset.kind == link.kind and _meant(link, source, asset, links))
    ]


def takes(asset: Asset, command: Command, links: Iterable[Link]) -> bool:
    """Commands that it is certified for, and their reversals."""
    undone = {link.command for link in links if (link.kind, link.undo) == (asset.kind, command)}
    may = command in asset.certified or not undone.isdisjoint(asset.certified)
    return may and command in TAKES.get(asset.kind, ())


def orders(
    case: Case,
    wanted: Iterable[Target],
    standing: Sequence[Alarm],
    bans: Iterable[Ban],
    now: datetime,
) -> list[Action]:
    """One action per target. Idempotent. If the hazard is known too late, the action has timed out;
    a forbidden one is refused, and shown as such.
    """
    found = {(a := _order(case, target, now)).id: a for target in wanted}
    return [judge(action, standing, bans, now) for action in found.values()]


def again(orders: Iterable[Action], known: Mapping[str, Action], alarm: Alarm) -> list[Action]:
    """Those not ordered yet, and those that people undid before this alarm."""
    return [
        _anew(order, alarm) if order.id in known else order
        for order in orders
        if order.id not in known or _undone(known[order.id], alarm)
    ]


def answer(action: Action, answer: Answer) -> Action:
    """The first of answer and time-out counts; a later answer is recorded without effect."""
    if action.stage == "ordered":
        said = {"answered_at": answer.at, "outcome": answer.outcome}
        return action.model_copy(update={"stage": "answered", **said})
    if action.stage == "timed_out" and action.late_outcome is None:
        late = {"late_at": answer.at, "late_outcome": answer.outcome}
        return action.model_copy(update=late)
    return action


def time_out(action: Action) -> Action:
    if action.stage != "ordered":
        return action
    return action.model_copy(update={"stage": "timed_out"})


def judge(action: Action, standing: Sequence[Alarm], bans: Iterable[Ban], now: datetime) -> Action:
    """Unchanged, unless it is forbidden or too late to send."""
    if ban := ban_on(action, standing, bans, now):
        return forbid(action, ban, now)
    return time_out(action) if now > action.send_until else action


def forbid(action: Action, ban: Ban, now: datetime) -> Action:
    gone = {"stage": "refused", "ban_id": ban.id, "due": None, "decided_at": now}
    return action.model_copy(update=gone)


def unasked(asset: Asset, answer: Answer, now: datetime) -> Entry:
    """The line of history for an answer to an unknown command."""
    return Entry(
        asset_id=asset.id,
        what="answered-unasked",
        at=answer.at,
        recorded_at=now,
        about=answer.command,
        outcome=answer.outcome,
    )


def _meant(link: Link, source: Asset, asset: Asset, links: Iterable[Link]) -> bool:
    return (
        asset.community == source.community
        and asset.state != "retired"
        and takes(asset, link.command, links)
        and _within(link, source, asset)
    )


def _within(link: Link, source: Asset, asset: Asset) -> bool:
    if asset.id == source.id:
        return True
    if link.scope == "asset":
        return False
    same = source.building is not None and source.building == asset.building
    apart = bool(source.building and asset.building) and not same
    zone = source.zone is not None and source.zone == asset.zone and not apart
    return (
        asset.id in source.links
        or (link.scope in ("zone", "building") and zone)
        or (link.scope == "building" and same)
    )


def _order(case: Case, target: Target, now: datetime) -> Action:
    link, asset, alarm = target.link, target.asset, case.alarm
    whom = asset.id if link.kind or link.scope == "asset" else ""  # people: once for the zone
    action = Action(
        id=_id(case.id, whom, link.command),
        community=alarm.community,
        stage="ordered" if link.kind else "assigned",
        kind=link.kind,
        hazard_id=case.first.hazard_id,
        source_id=case.first.asset_id,
        case=case.id,
        drill=alarm.drill,
        **said(link, asset),
        ordered_at=now,
        send_until=_since(alarm, now) + timedelta(seconds=link.send_within),
    )
    if link.confirm_within is None:
        return action
    until = now + timedelta(minutes=link.confirm_within)
    waits = {"expires_at": until, "due": until, "deciders": link.by}
    return action.model_copy(update={"stage": "proposed", **waits})


def _since(alarm: Alarm, now: datetime) -> datetime:
    """A slightly earlier time of a panel counts as now, because its clock may be behind."""
    return now if timedelta(0) <= now - alarm.at <= SLOW else alarm.at


def said(link: Link, asset: Asset) -> dict[str, Any]:
    """The fields of an action about its rule and target."""
    where = asset.model_dump(include={"grid", "building", "zone"})
    return {"asset_id": asset.id, **where, "command": link.command, **row(link)}


def row(link: Link) -> dict[str, Any]:
    """Identifies the rule even after it was replaced."""
    return {"link_id": link.id, "link_from": link.effective_from, "article": link.article}


def _undone(action: Action, alarm: Alarm) -> bool:
    return action.undone_at is not None and action.undone_at < alarm.at


def _anew(action: Action, alarm: Alarm) -> Action:
    new = _id(action.id, alarm.hazard_id, str(alarm.episode))
    return action.model_copy(update={"id": new})


def _id(*parts: str) -> str:
    return derived("|".join(parts))
