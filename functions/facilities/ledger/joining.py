"""Duplicates: which entries may be the same hazard, and how they are joined and parted. Pure.

An entry led by an incident is never joined to one that is not: the incident continues anyway.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from events.facilities import HazardFound, HazardJoined, HazardParted
from linli.errors import Refused
from linli.geo import Spot, metres

from .model import WORST, LedgerEntry, Source, Where
from .news import NOBODY, Around, also, answer, fact, said, sensed

MOST = 50  # entries joined to one
CELL = 0.0002  # degrees: some twenty metres
STEP = 10  # metres


class Near(NamedTuple):
    source: Source
    metres: int | None  # None: in the same building, without coordinates


class Pair(NamedTuple):
    root: LedgerEntry
    member: LedgerEntry


def blurred(spot: Spot) -> Spot:
    """Rounded to a cell, so that repeated queries from different points reveal no more than the
    cell.
    """
    lat, lon = (round(round(one / CELL) * CELL, 6) for one in (spot.lat, spot.lon))
    return Spot(lat=lat, lon=lon)


def near(
    where: Where, sources: Iterable[Source], within: float, *, blur: bool = False
) -> list[Near]:
    """The entries within that distance, nearest first; without coordinates, those in the same
    building. With `blur`, distances are between cells and in steps, because people report from
    their homes.
    """
    found = []
    for source in sources:
        there = source.where
        if where.point and there.point:
            seen = (where.point, there.point)
            one, other = map(blurred, seen) if blur else seen
            away = metres(one.lat, one.lon, other.lat, other.lon)
            step = STEP if blur else 1
            if away <= within:
                found.append(Near(source, round(away / step) * step))
        elif where.building and where.building == there.building:
            found.append(Near(source, None))
    return sorted(found, key=lambda one: (one.metres or 0, -one.source.at.timestamp()))


def is_gone(entry: LedgerEntry) -> bool:
    """Whether the hazard is over, or stated to be gone: whoever finds it now found it afterwards,
    and must not be told of its closing. Of an incident, this is so once it is handled and normal:
    until then, somebody still has to go there.
    """
    handled = entry.led_by == "incident" and entry.repairer is not None
    return entry.state == "verified" or not entry.is_open or (handled and entry.normal)


def pair(new: LedgerEntry, known: LedgerEntry) -> Pair | None:
    """Which of two open entries joins which: the newer joins the older, but always the one led by
    an incident. None if both have an incident, or would raise one: they stay apart.
    """
    if new.raises == "incident" and known.led_by != "incident":
        return Pair(new, known)
    if new.led_by == "incident" and new.found_by == "sensor":
        return None
    return Pair(known, new)


def join(
    pair: Pair, by: str | None, now: datetime, around: Around = NOBODY, most: int = MOST
) -> Pair:
    """Only where the member is handled changes; the root gets the worse severity of both."""
    root, member = pair
    _must_fit(root, member, most)
    told = said(HazardJoined, member, now, joined_to=root.id)
    after = fact(
        member,
        "joined",
        now,
        by=by,
        other=root.id,
        events=[told],
        joined_to=root.id,
        joined_at=now,
        look_at=None,
    )
    host = fact(root, "gained", now, by=by, other=member.id, **_gained(root, member))
    return Pair(host, _told(after, around, "joined", now))


def _must_fit(root: LedgerEntry, member: LedgerEntry, most: int) -> None:
    if root.id == member.id or member.joined_to or root.joined_to:
        raise Refused("joined-already")
    if not (root.is_open and member.is_open):
        raise Refused("wrong-state")
    if member.led_by == "incident":
        raise Refused("with-incident")
    if len(root.members) >= most:
        raise Refused("too-many-joined")


def _gained(root: LedgerEntry, member: LedgerEntry) -> dict[str, Any]:
    """The root's changes: the worse severity and, until it is repaired, the earlier times."""
    worst = min(root.severity, member.severity, key=WORST.index)
    changes: dict[str, Any] = {"severity": worst, "members": (*root.members, member.id)}
    if _is_to_do(root):
        if not root.members:
            changes |= {"own_deadline": root.deadline, "own_stop_use": root.stop_use}
        times = [one for one in (root.deadline, member.deadline) if one]
        looks = [one for one in (root.look_at, member.look_at) if one]
        changes |= {"deadline": min(times, default=None), "look_at": min(looks, default=None)}
        changes["stop_use"] = root.stop_use or member.stop_use
    return changes


def _left(root: LedgerEntry, rest: Collection[LedgerEntry], now: datetime) -> dict[str, Any]:
    """The root's changes, in the reverse of `_gained`."""
    worst = min([root.own, *(one.severity for one in rest)], key=WORST.index)
    if root.own_deadline is None or not _is_to_do(root):
        return {"severity": worst}
    deadline = min([root.own_deadline, *(one.deadline for one in rest if one.deadline)])
    overdue = root.overdue and deadline <= now
    look_at = root.look_at if overdue or root.joined_to else deadline
    stop_use = root.own_stop_use or any(one.stop_use for one in rest)
    late = {"deadline": deadline, "overdue": overdue, "look_at": look_at}
    return {"severity": worst, "stop_use": stop_use, **late}


def _is_to_do(root: LedgerEntry) -> bool:
    return root.led_by == "ledger" and root.state in ("open", "assigned")


def part(
    root: LedgerEntry,
    member: LedgerEntry,
    rest: Collection[LedgerEntry],
    by: str | None,
    now: datetime,
    around: Around = NOBODY,
) -> Pair:
    """The member is independent again, in its former state; an incident that it would have raised
    is raised now. `rest` are the members that stay.
    """
    if member.joined_to != root.id:
        raise Refused("not-joined")
    told = said(HazardParted, member, now, parted_from=root.id)
    alone: dict[str, Any] = {"joined_to": None, "joined_at": None, "look_at": member.deadline}
    after = fact(member, "parted", now, by=by, other=root.id, events=[told], **alone)
    after = standing(after, now)
    stay = tuple(one for one in root.members if one != member.id)
    host = fact(root, "lost", now, by=by, other=member.id, members=stay, **_left(root, rest, now))
    return Pair(host, _told(after, around, "parted", now))


def standing(entry: LedgerEntry, now: datetime) -> LedgerEntry:
    """An independent entry raises its incident; a sensor's hazard has raised it already."""
    calls = entry.raises == "incident" and entry.led_by != "incident" and entry.is_open
    return _raised(entry, now) if calls else entry


def _raised(entry: LedgerEntry, now: datetime) -> LedgerEntry:
    """From now on, led by an incident."""
    new = {"led_by": "incident", "deadline": None, "look_at": None, "assignee": None}
    led = entry.model_copy(update=new)
    return also(led, sensed(HazardFound, led, now))


def _told(entry: LedgerEntry, around: Around, kind: str, now: datetime) -> LedgerEntry:
    return also(entry, *answer(entry, kind, around, now)) if around.reports else entry


def recent(since: timedelta, gone_at: datetime, now: datetime) -> bool:
    return now - gone_at <= since
