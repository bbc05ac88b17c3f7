"""The events about a loss. Pure."""

from datetime import datetime
from typing import TypeVar

from events.devices import DeviceHazard, MessagesFound, MessagesLost
from functions.devices.model import UNSAID

from .model import Loss

E = TypeVar("E", bound=DeviceHazard)


def lost(loss: Loss, at: datetime) -> MessagesLost:
    return _said(MessagesLost, loss, at)


def found(loss: Loss, at: datetime) -> MessagesFound:
    return _said(MessagesFound, loss, at)


def _said(fact: type[E], loss: Loss, at: datetime) -> E:
    """`asset_id` is the device with most messages missing, of those not personal."""
    worst = max(loss.lost.values(), key=lambda one: (one.missing, one.thing), default=None)
    return fact(
        community=loss.community,
        at=at,
        asset_id=worst.thing if worst else UNSAID,
        hazard_id=loss.id,
        kind="telemetry",
        measure="messages_missing",
        value=loss.missing,
        raises="incident",
        priority="P3",
        category="A8",
        limit_id="conservation",
        article="local",
        devices=loss.devices,
    )
