"""How shares move between the providers of a channel. Pure: time and counts come in."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from .suppliers import Health, Shares, Terms

MINUTE = timedelta(minutes=1)


def is_due(shares: Shares, terms: Terms, now: datetime) -> bool:
    """Whether providers must be judged now."""
    return shares.version is None or now - shares.judged_at >= timedelta(seconds=terms.between)


def judge(
    shares: Shares,
    known: Mapping[str, Health],
    rest: Mapping[str, int],
    terms: Terms,
    now: datetime,
) -> Shares:
    """The shares by recent performance. If all are bad, nothing changes."""
    bad = {name for name, one in known.items() if is_bad(one, terms)}
    new: dict[str, object] = {"judged_at": now}
    if bad:
        new["quiet_since"] = now
        if well := set(rest) - bad:
            new["points"] = _taken(shares.points, bad, well, terms.lost)
    elif minutes := (now - shares.quiet_since) // MINUTE:
        new["quiet_since"] = shares.quiet_since + minutes * MINUTE
        new["points"] = _returned(shares.points, rest, minutes * terms.returned)
    return shares.model_copy(update=new)


def is_bad(one: Health, terms: Terms) -> bool:
    return one.sent >= terms.least and 100 * (one.slow + one.failed) >= terms.bad * one.sent


def _taken(points: Mapping[str, int], bad: set[str], well: set[str], lost: int) -> dict[str, int]:
    after = {name: max(0, held - lost) if name in bad else held for name, held in points.items()}
    for n in range(sum(points.values()) - sum(after.values())):
        after[sorted(well)[n % len(well)]] += 1
    return after


def _returned(points: Mapping[str, int], rest: Mapping[str, int], most: int) -> dict[str, int]:
    after = dict(points)
    for _ in range(most):
        lacking = max(rest, key=lambda name: (rest[name] - after[name], name))
        if after[lacking] >= rest[lacking]:
            break
        after[max(rest, key=lambda name: (after[name] - rest[name], name))] -= 1
        after[lacking] += 1
    return after
