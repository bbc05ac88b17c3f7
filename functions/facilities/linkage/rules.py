"""What is done at once, without a person, because of a hazard. Pure."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from events.facilities import (
    ActionAnswered,
    ActionEvent,
    ActionOrdered,
    ActionTimedOut,
    HazardEvent,
)
from functions.facilities.assets.model import Asset, Entry
from linli.messages import Answer

from .model import Action, Link

ANSWERED = timedelta(seconds=5)  # from sending; answering.asl.yaml waits a little longer


STARTED = timedelta(seconds=20)  # by then the machine has sent the command


def orders(
    hazard: HazardEvent, links: Iterable[Link], linked: Iterable[Asset], now: datetime
) -> list[Action]:
    """One action for each linked asset that may act alone, however often the hazard is told, and
    another each time it has come back: people may have undone the last one. A hazard that is known
    too late has timed out.
    """
    return [
        _order(hazard, link, asset, now)
        for link in links
        if hazard.limit_id in link.limits and link.in_force(hazard.at)
        for asset in linked
        if asset.kind == link.kind and asset.certified and asset.community == hazard.community
    ]


def send(action: Action, token: str, now: datetime) -> Action:
    """The command is about to be sent; an execution that starts again sends it again."""
    return action.model_copy(update={"token": token, "sent_at": now, "due": now + ANSWERED})


def answer(action: Action, answer: Answer) -> Action:
    """The first of answer and time-out counts; an answer after that is kept and changes nothing."""
    if action.stage == "ordered":
        said = {"answered_at": answer.at, "outcome": answer.outcome}
        return action.model_copy(update={"stage": "answered", "due": None, **said})
    if action.stage == "timed_out" and action.late_outcome is None:
        late = {"late_at": answer.at, "late_outcome": answer.outcome}
        return action.model_copy(update=late)
    return action


def time_out(action: Action) -> Action:
    if action.stage != "ordered":
        return action
    return action.model_copy(update={"stage": "timed_out", "due": None})


def late(action: Action, now: datetime) -> Action | None:
    """What the sweeper does when an action's due has passed: one that was sent, or that it is too
    late to send, has timed out; any other only lost its machine.
    """
    return time_out(action) if action.sent_at or now > action.send_until else None


def rest(action: Action) -> Action:
    return action if action.stage == "ordered" else action.model_copy(update={"due": None})


def news(before: Action | None, after: Action, now: datetime) -> tuple[ActionEvent, ...]:
    """What a change of an action makes known."""
    if before is not None and before.stage == after.stage:
        return ()
    facts: dict[str, type[ActionEvent]] = {
        "ordered": ActionOrdered,
        "answered": ActionAnswered,
        "timed_out": ActionTimedOut,
    }
    said = after.model_dump(include={"community", "hazard_id", "asset_id", "command", "outcome"})
    told = {**said, "action_id": after.id, "at": after.answered_at or now}
    return (facts[after.stage].model_validate(told),)


def lines(before: Action | None, after: Action, now: datetime) -> list[Entry]:
    """What the history of the commanded asset says of the same change."""
    if before is not None and before.stage == after.stage:
        if before.late_at == after.late_at:
            return []
        return [_line("answered-late", after, after.late_at or now, now, after.late_outcome)]
    what = after.stage.replace("_", "-")
    return [_line(what, after, after.answered_at or now, now, after.outcome)]


def unasked(asset: Asset, answer: Answer, now: datetime) -> Entry:
    """An answer to a command that nobody gave this asset: kept, and nothing more."""
    return Entry(
        asset_id=asset.id,
        what="answered-unasked",
        at=answer.at,
        recorded_at=now,
        about=answer.command,
        outcome=answer.outcome,
    )


def _line(what: str, action: Action, at: datetime, now: datetime, outcome: str | None) -> Entry:
    return Entry(
        asset_id=action.asset_id,
        what=what,
        at=at,
        recorded_at=now,
        about=action.id,
        article=action.link.article,
        outcome=outcome,
    )


def _order(hazard: HazardEvent, link: Link, asset: Asset, now: datetime) -> Action:
    action = Action(
        id=_id(hazard, asset),
        community=hazard.community,
        due=now + STARTED,
        asset_id=asset.id,
        hazard_id=hazard.hazard_id,
        source_id=hazard.asset_id,
        command=link.command,
        link=link,
        ordered_at=now,
        send_until=hazard.at + timedelta(seconds=link.send_within),
    )
    return late(action, now) or action


def _id(hazard: HazardEvent, asset: Asset) -> str:
    told = f"{hazard.hazard_id}|{asset.id}|{hazard.episode}"
    return hashlib.sha256(told.encode()).hexdigest()[:26]
