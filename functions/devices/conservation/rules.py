"""Which spans have come to rest, what their counts come to, and what a loss is. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from linli.packs.stretch import Count, Stretch

from .model import Balance, Loss, Lost, Report, Span, hour_of

NAMED = 200  # devices of a loss; of more, their number


def settled(report: Report, received: datetime, after: timedelta) -> list[Span]:
    """Those of which nothing should be on its way any more."""
    return [span for span in report.spans if span.ends <= received - after]


def stretch(thing: str, span: Span | Lost | Balance) -> Stretch:
    return Stretch(
        thing=thing,
        begins=span.begins,
        ends=span.ends,
        boot=span.boot,
        first=span.first,
        last=span.first + span.sent - 1,
    )


def missing_of(balances: Iterable[Balance]) -> dict[tuple[str, datetime], list[Balance]]:
    """Those with something missing, by community and hour."""
    short: dict[tuple[str, datetime], list[Balance]] = {}
    for one in balances:
        if one.missing:
            short.setdefault((one.community, hour_of(one.begins)), []).append(one)
    return short


def grown(known: Loss | None, short: list[Balance], now: datetime, again: timedelta) -> Loss:
    """With what is missing of these devices beside what is known to be; known already, the same."""
    first = short[0]
    loss = known or Loss(
        id=id_of(first.community, hour_of(first.begins)),
        community=first.community,
        hour=hour_of(first.begins),
        found_at=now,
        due=now + again,
    )
    new = {_name(one): _lost(one) for one in short}
    new = {name: one for name, one in new.items() if name not in loss.lost}
    if not new:
        return loss
    lost = dict(list({**loss.lost, **new}.items())[:NAMED])
    opened = {} if loss.stage == "open" else {"stage": "open", "looks": 0, "due": now + again}
    counted = loss.devices + len({one.thing for one in new.values()})
    return loss.model_copy(update={"lost": lost, "devices": counted, **opened})


def looked(
    loss: Loss, counts: Mapping[str, Count], now: datetime, again: timedelta, looks: int
) -> Loss:
    """`counts` by the names of what is lost: what has come since is not missing any more."""
    lost = {
        name: one.model_copy(update={"missing": counts[name].missing}) if name in counts else one
        for name, one in loss.lost.items()
    }
    after = loss.model_copy(update={"lost": lost, "looks": loss.looks + 1})
    if not after.missing:
        return after.model_copy(update={"stage": "found", "due": None})
    if after.looks >= looks:
        return after.model_copy(update={"stage": "given_up", "due": None})
    return after.model_copy(update={"due": now + again})


def closed(loss: Loss) -> Loss:
    """Somebody answered for it: its incident is over."""
    return loss.model_copy(update={"stage": "closed", "due": None})


def id_of(community: str, hour: datetime) -> str:
    said = f"loss|{community}|{hour.astimezone(UTC).isoformat()}"
    return hashlib.sha256(said.encode()).hexdigest()[:26]


def _name(balance: Balance) -> str:
    return f"{balance.thing}|{balance.boot}|{balance.first}"


def _lost(balance: Balance) -> Lost:
    return Lost.model_validate(balance.model_dump(include=set(Lost.model_fields)))
