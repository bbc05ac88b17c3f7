"""Which tests may be registered, and what they cover. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from functions.facilities.assets.model import Asset
from linli.errors import Invalid, Refused

from .model import Wanted, Window


def proposed(wanted: Wanted, by: str, window_id: str, longest: timedelta, now: datetime) -> Window:
    if wanted.until <= wanted.begins:
        raise Invalid("ends-before-it-begins", "/body/until")
    if wanted.until - wanted.begins > longest:
        raise Invalid("test-too-long", "/body/until")
    if wanted.until <= now:
        raise Invalid("in-the-past", "/body/until")
    return Window(id=window_id, proposer=by, proposed_at=now, **wanted.model_dump())


def placed(window: Window, asset: Asset | None) -> Window:
    """Invalid if the asset does not exist in the window's community."""
    if window.asset_id and (asset is None or asset.community != window.community):
        raise Invalid("asset-elsewhere", "/body/asset_id")
    return window


def approved(window: Window, by: str, now: datetime) -> Window:
    """Refused for the proposer, and once it is decided or over; idempotent for the same
    approver.
    """
    if by == window.proposer:
        raise Refused("own-proposal", status=403)
    if (window.state, window.approver) == ("approved", by):
        return window
    if window.state != "proposed":
        raise Refused("decided-already")
    if window.until <= now:
        raise Refused("test-over")
    said = {"state": "approved", "approver": by, "approved_at": now}
    return window.model_copy(update=said)


def ended(window: Window, by: str, now: datetime) -> Window:
    """Idempotent. What was a drill before the end remains one."""
    if window.state == "ended":
        return window
    return window.model_copy(update={"state": "ended", "ended_by": by, "ended_at": now})


def is_drill(windows: Iterable[Window], asset: Asset, at: datetime) -> bool:
    """Whether a window covers the asset, or the panel that it is a point of, at that time."""
    return covering(windows, asset, at) is not None


def covering(windows: Iterable[Window], asset: Asset, at: datetime) -> Window | None:
    """The one that ends last of those that cover the asset."""
    found = [one for one in windows if _covers(one, asset) and _counts(one, at)]
    return max(found, key=lambda one: one.until, default=None)


def _covers(window: Window, asset: Asset) -> bool:
    if window.community != asset.community:
        return False
    if window.asset_id:
        return window.asset_id in (asset.id, asset.parent)
    if window.zone:
        return (window.zone, window.building) == (asset.zone, asset.building)
    return window.building is not None and window.building == asset.building


def _counts(window: Window, at: datetime) -> bool:
    if window.approved_at is None:
        return False
    begins = max(window.begins, window.approved_at)
    ends = min(window.until, window.ended_at or window.until)
    return begins <= at < ends
