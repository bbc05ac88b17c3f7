"""Events about a changed action, and the lines in its asset's history. Pure."""

from datetime import datetime
from typing import Any

from events.facilities import (
    ActionAnswered,
    ActionAssigned,
    ActionConfirmed,
    ActionEvent,
    ActionOrdered,
    ActionProposed,
    ActionRefused,
    ActionReversed,
    ActionTimedOut,
)
from functions.facilities.assets.model import Entry

from .model import Action

FACTS: dict[str, type[ActionEvent]] = {
    "proposed": ActionProposed,
    "ordered": ActionOrdered,
    "assigned": ActionAssigned,
    "answered": ActionAnswered,
    "timed_out": ActionTimedOut,
    "refused": ActionRefused,
}
SAID = {"community", "hazard_id", "asset_id", "command", "drill"}


def news(before: Action | None, after: Action, now: datetime) -> tuple[ActionEvent, ...]:
    """The events of a change."""
    told = {**after.model_dump(include=SAID), "action_id": after.id}
    facts: list[ActionEvent] = []
    if before is not None and before.stage == "proposed" and after.stage != "refused":
        facts.append(ActionConfirmed(**told, at=now, by=after.by or ""))
    if before is None or before.stage != after.stage:
        at = after.answered_at or now
        facts.append(FACTS[after.stage].model_validate({**told, "at": at, **_more(after)}))
    if after.reversal_id and (before is None or before.reversal_id != after.reversal_id):
        undone = {"by": after.undone_by, "reversal_id": after.reversal_id}
        facts.append(ActionReversed.model_validate({**told, "at": now, **undone}))
    return tuple(facts)


def lines(before: Action | None, after: Action, now: datetime) -> list[Entry]:
    """The lines in the history of the commanded asset; proposals are left out."""
    if before is not None and before.stage == after.stage:
        if before.late_at == after.late_at:
            return []
        return [_line("answered-late", after, after.late_at or now, now, after.late_outcome)]
    if after.stage == "proposed" or (after.stage == "refused" and after.ban_id is None):
        return []
    what = after.stage.replace("_", "-")
    return [_line(what, after, after.answered_at or now, now, after.outcome)]


def why(action: Action) -> str:
    """The reason of a refusal."""
    if action.ban_id:
        return "forbidden-by-rule"
    if action.by:
        return "by-person"
    late = action.expires_at and action.decided_at and action.decided_at >= action.expires_at
    return "expired" if late else "hazard-over"


def _more(after: Action) -> dict[str, Any]:
    if after.stage == "refused":
        return {"why": why(after), "by": after.by, "rule_id": after.ban_id}
    if after.stage == "proposed":
        return {"expires_at": after.expires_at, "roles": after.deciders}
    return {"outcome": after.outcome} if after.stage == "answered" else {}


def _line(what: str, action: Action, at: datetime, now: datetime, outcome: str | None) -> Entry:
    return Entry(
        asset_id=action.asset_id,
        what=what,
        at=at,
        recorded_at=now,
        by=action.by,
        about=action.id,
        reason=action.reason,
        article=action.article,
        outcome=outcome,
    )
