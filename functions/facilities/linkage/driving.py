"""Actions that are sent together, from sending to the last answer. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

from linli.ids import derived

from . import rules
from .model import Action, Alarm, Ban, Sending

T = TypeVar("T")
STARTED = timedelta(seconds=20)  # by then the state machine has published
CLOSED = timedelta(seconds=3)  # later than the state machine ends the time to answer
# Orders of one sending, and alarms that are written with them: two rows of each order, one of each
# alarm and the sending must fit into one transaction, which holds a hundred.
TOGETHER = 30


class Sorted(NamedTuple):
    sent: list[Action]
    not_sent: list[tuple[Action, Action]]  # (before, after)


def together(new: Iterable[Action]) -> list[list[Action]]:
    """In shares, each with its sending on those that are to be published."""
    return [_sent_as_one(share) for share in shares(list(new))]


def shares(all_: Sequence[T]) -> list[Sequence[T]]:
    """As many together as fit into one transaction."""
    return [all_[at : at + TOGETHER] for at in range(0, len(all_), TOGETHER)]


def sending(share: Sequence[Action], now: datetime) -> Sending | None:
    """None if nothing of the share is to be published."""
    ordered = [action for action in share if action.stage == "ordered"]
    if not ordered:
        return None
    return Sending(
        id=str(ordered[0].sending_id),
        community=ordered[0].community,
        actions=tuple(action.id for action in ordered),
        send_until=min(action.send_until for action in ordered),
        due=now + STARTED,
    )


def send(sending: Sending, now: datetime) -> Sending:
    """Marked before publishing; a restarted execution publishes again."""
    due = now + rules.ANSWERED + CLOSED
    return sending.model_copy(update={"stage": "sent", "sent_at": now, "due": due})


def answered_by(sending: Sending) -> datetime:
    """The time by which devices must have answered."""
    return (sending.sent_at or sending.send_until) + rules.ANSWERED


def end(sending: Sending) -> Sending:
    return sending.model_copy(update={"stage": "ended", "due": None})


def late(sending: Sending, now: datetime) -> Sending | None:
    """A passed due: if it was published, or is too late to publish, it has ended; otherwise only
    the state machine was lost.
    """
    return end(sending) if sending.sent_at or now > sending.send_until else None


def sort(
    actions: Iterable[Action], standing: Sequence[Alarm], bans: Sequence[Ban], now: datetime
) -> Sorted:
    """Checked again: a hazard may have appeared since, or much time passed."""
    ordered = [action for action in actions if action.stage == "ordered"]
    judged = [(action, rules.judge(action, standing, bans, now)) for action in ordered]
    return Sorted(
        [before for before, after in judged if after == before],
        [(before, after) for before, after in judged if after != before],
    )


def _sent_as_one(share: Sequence[Action]) -> list[Action]:
    told = "|".join(sorted(action.id for action in share if action.stage == "ordered"))
    sending_id = derived(f"sending|{told}")
    return [
        action.model_copy(update={"sending_id": sending_id})
        if action.stage == "ordered"
        else action
        for action in share
    ]
