"""The events about a loss, and about devices that do not report. Pure."""

from datetime import datetime
from typing import Any, TypeVar

from events.devices import (
    DeviceHazard,
    MessagesFound,
    MessagesLost,
    ReportsMissed,
    ReportsResumed,
)
from functions.devices.model import UNSAID

from .model import Loss
from .unreported.model import Unreported

E = TypeVar("E", bound=DeviceHazard)


def lost(loss: Loss, at: datetime) -> MessagesLost:
    return _said(MessagesLost, loss, at)


def found(loss: Loss, at: datetime) -> MessagesFound:
    return _said(MessagesFound, loss, at)


def unreported(of: Unreported, at: datetime) -> ReportsMissed:
    return _reports(ReportsMissed, of, at)


def reporting(before: Unreported, at: datetime) -> ReportsResumed:
    """`before` has the incident that is over."""
    return _reports(ReportsResumed, before, at)


def _said(fact: type[E], loss: Loss, at: datetime) -> E:
    """`asset_id` is the device with most messages missing, of those not personal."""
    worst = max(loss.lost.values(), key=lambda one: (one.missing, one.thing), default=None)
    return _of(
        fact,
        community=loss.community,
        at=at,
        asset_id=worst.thing if worst else UNSAID,
        hazard_id=loss.id,
        measure="messages_missing",
        value=loss.missing,
        devices=loss.devices,
    )


def _reports(fact: type[E], of: Unreported, at: datetime) -> E:
    first = next(iter(of.named), None)
    return _of(
        fact,
        community=of.community,
        at=at,
        asset_id=first.thing if first else UNSAID,
        hazard_id=of.hazard_id,
        measure="reports_missing",
        value=of.devices,
        devices=of.devices,
    )


def _of(fact: type[E], **own: Any) -> E:
    return fact(
        kind="telemetry",
        raises="incident",
        priority="P3",
        category="A8",
        limit_id="conservation",
        article="local",
        **own,
    )
