"""Decisions of people: confirm or refuse a proposal, undo an action. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from functions.facilities.model import Command
from linli.dated import Succession
from linli.errors import Invalid, Refused
from linli.ids import derived
from linli.roles import Role

from . import bans
from .model import Action, Alarm, Ban, Link

Links = Mapping[str, Succession[Link]]
QUIET = ("silence", "stop_broadcast")
SAME = {"community", "grid", "kind", "asset_id", "building", "zone", "hazard_id", "source_id"}
SAME |= {"case", "drill", "link_id", "link_from", "article"}  # shared with the reversal


def kind_of(command: Command | None) -> str:
    """The command's kind in the policies: silencing needs fewer rights than other commands."""
    return "Silencing" if command in QUIET else "Action"


def row(links: Links, action: Action) -> Link:
    """The rule by which it was ordered, which may have ended since, for example at midnight."""
    found = _row(links, action)
    if not found:
        raise Refused("no-such-row")
    return found


def undo_of(links: Links, action: Action) -> Command | None:
    found = _row(links, action)
    return found.undo if found else None


def undoers(links: Links, action: Action) -> tuple[Role, ...]:
    found = _row(links, action)
    return found.undo_by if found else ()


def confirm(
    action: Action,
    link: Link,
    by: str,
    reason: str | None,
    standing: Sequence[Alarm],
    forbidden: Iterable[Ban],
    now: datetime,
) -> Action:
    """A repeat by the same person changes nothing."""
    if action.by == by and action.stage not in ("proposed", "refused"):
        return action
    _open(action, now)
    if not calls(action, standing):
        raise Refused("already-late")
    bans.refuse(bans.ban_on(action, standing, forbidden, now))
    until = now + timedelta(seconds=link.send_within)
    stage = "ordered" if action.kind else "assigned"
    said = {"stage": stage, "by": by, "reason": reason, "decided_at": now, "send_until": until}
    said["due"] = None
    return action.model_copy(update=said)


def refuse(action: Action, by: str, reason: str, now: datetime) -> Action:
    if (action.stage, action.by) == ("refused", by):
        return action
    _open(action, now)
    said = {"stage": "refused", "by": by, "reason": reason, "decided_at": now, "due": None}
    return action.model_copy(update=said)


def expire(action: Action, now: datetime) -> Action:
    """Nobody decided in time, or the hazard is over."""
    if action.stage != "proposed":
        return action
    return action.model_copy(update={"stage": "refused", "decided_at": now, "due": None})


def undo(
    action: Action, link: Link, last: Action | None, by: str, reason: str, now: datetime
) -> tuple[Action, Action]:
    """The undone action, and the one that reverses it; a further one if the last reversal failed.
    A repeat by the same person changes nothing, and gives his last one.

    Raises Refused if there is nothing to undo.
    """
    if link.undo is None:
        raise Refused("cannot-be-undone")
    if action.stage not in ("ordered", "answered", "timed_out"):
        raise Refused("nothing-to-undo")
    if last is not None and (last.stage == "ordered" or last.outcome == "done"):
        if last.by == by:
            return action, last
        raise Refused("undone-already")
    undoing = Action(
        **action.model_dump(include=SAME),
        id=derived(f"{action.id}|undo|{last.id if last else ''}"),
        command=link.undo,
        ordered_at=now,
        send_until=now + timedelta(seconds=link.send_within),
        by=by,
        reason=reason,
        undoes=action.id,
    )
    undone = {"reversal_id": undoing.id, "undone_by": by, "undone_at": now}
    return action.model_copy(update=undone), undoing


def stands(action: Action, standing: Iterable[Alarm]) -> bool:
    """Whether a hazard of its case is standing."""
    return any(alarm.stands and _is_of(alarm, action) for alarm in standing)


def calls(action: Action, standing: Iterable[Alarm]) -> bool:
    """Whether a hazard of its case still calls for it."""
    return any(alarm.calls and _is_of(alarm, action) for alarm in standing)


def undoable(action: Action, link: Link, standing: Iterable[Alarm]) -> None:
    """Refused for actions that must remain while their hazard is standing."""
    if not link.undo_while_standing and stands(action, standing):
        raise Refused("hazard-stands")


def found(alarms: Iterable[Alarm], hazard_id: str | None) -> Alarm | None:
    """The named hazard; Invalid if none such is standing."""
    if hazard_id is None:
        return None
    for alarm in alarms:
        if alarm.hazard_id == hazard_id and alarm.stands:
            return alarm
    raise Invalid("no-such-hazard", "/body/hazard")


def _row(links: Links, action: Action) -> Link | None:
    """For actions stored without the rule's date: the latest rule that had begun by then."""
    known, began = links.get(action.link_id), action.link_from
    if known is None:
        return None
    return known.on(began) if began else known.begun(action.ordered_at)


def _is_of(alarm: Alarm, action: Action) -> bool:
    return alarm.hazard_id == action.hazard_id or action.case in alarm.cases.values()


def _open(action: Action, now: datetime) -> None:
    if action.stage != "proposed":
        raise Refused("already-decided")
    if action.expires_at is not None and now >= action.expires_at:
        raise Refused("already-late")
