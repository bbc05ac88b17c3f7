"""Changes of a twin. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from functions.devices.known import NUMBERS
from linli.errors import Stale

from .model import Degraded, Network, Row, Settings, Status, Twin, Wished

RECONNECT = {name: NUMBERS[f"reconnect-{name}"].value for name in ("first", "longest")}
KEPT = 64  # reported settings, so that a device cannot make its row too large


def wish(twin: Twin, wished: Wished, by: str, version: int, now: datetime) -> Twin:
    """Stale if it is based on another version of the twin."""
    if (twin.version or 0) != version:
        raise Stale(twin, version)
    settings = {**twin.settings, **wished.settings}
    if settings == twin.settings:
        return twin
    made = {"settings": settings, "wished": twin.wished + 1, "wished_by": by, "wished_at": now}
    return twin.model_copy(update=made)


def heard(twin: Twin, status: Status, rows: Iterable[Row], now: datetime) -> Twin:
    """Older reports are ignored; settings that are not reported are unchanged."""
    if twin.reported_at and status.at <= twin.reported_at:
        return twin
    told = status.status
    network = told.network or twin.network
    worse = degraded(network, rows, now) if network else None
    same = twin.degraded_since and twin.row == (worse.row if worse else None)
    battery = told.battery_percent
    said: dict[str, Any] = {
        "reported": dict([*{**twin.reported, **told.reported}.items()][-KEPT:]),
        "reported_at": status.at,
        "network": network,
        "firmware": told.firmware or twin.firmware,
        "heard": max(twin.heard, min(told.wished, twin.wished)),
        "degraded": worse,
        "degraded_since": twin.degraded_since if same else status.at,
        "battery_percent": twin.battery_percent if battery is None else battery,
    }
    return twin.model_copy(update=said)


def is_to_be_noted(twin: Twin, held: timedelta) -> bool:
    """Whether its network quality differs from the history, and did so in all reports over the time
    `held`. Faster changes take effect but are not recorded.
    """
    if twin.reported_at is None or twin.degraded_since is None:
        return False
    return twin.row != twin.noted and twin.reported_at - twin.degraded_since >= held


def delta(twin: Twin) -> Settings:
    """Desired settings not reported yet."""
    return {
        name: value for name, value in twin.settings.items() if twin.reported.get(name) != value
    }


def degraded(network: Network, rows: Iterable[Row], at: datetime) -> Degraded | None:
    """The first matching rule of its bearer; None if it works normally."""
    for row in rows:
        if row.bearer == network.bearer and row.in_force(at) and _fits(row, network):
            return Degraded(row=row.id, leaves=row.leaves, longer=row.longer)
    return None


def every(seconds: int, twin: Twin) -> int:
    """The interval of messages, given the usual one of its kind."""
    return seconds * (twin.degraded.longer if twin.degraded else 1)


def is_to_be_told(twin: Twin, usual: int) -> bool:
    """Whether it lacks the latest desired state, or uses another interval than it should."""
    now = twin.reported.get("every_seconds", usual)  # not reported: the usual interval
    return twin.heard < twin.wished or now != every(usual, twin)


def payload(twin: Twin, every_seconds: int, now: datetime) -> dict[str, Any]:
    """The message to the device: all desired settings, so that missed messages do not matter, and
    how to back off when reconnecting.
    """
    settings = {**twin.settings, "every_seconds": every_seconds}
    reconnect = {name: seconds(now) for name, seconds in RECONNECT.items()}
    told = {"settings": settings, "leaves": _leaves(twin), "reconnect": reconnect}
    return {"wished": twin.wished, **told}


def _leaves(twin: Twin) -> list[str]:
    return list(twin.degraded.leaves) if twin.degraded else []


def _fits(row: Row, network: Network) -> bool:
    """Whether a rule matches; an unreported value does not count as bad."""
    if row.signal_below is None and row.latency_above is None:
        return True
    weak = network.signal_dbm is not None and row.signal_below is not None
    slow = network.latency_ms is not None and row.latency_above is not None
    return bool(
        (weak and (network.signal_dbm or 0) < (row.signal_below or 0))
        or (slow and (network.latency_ms or 0) > (row.latency_above or 0))
    )
