"""What is done with reports: counted by who stores the messages, and what is missing looked for."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from events import Event
from functions.devices import owners
from functions.devices.known import NUMBERS
from functions.devices.register.model import Device
from linli import clock
from linli.packs.stretch import Count, Stretch

from . import news, rules, store
from .model import Balance, Loss, Report, Span, hour_of

SETTLED = timedelta(minutes=NUMBERS["settled-after"].value)
AGAIN = timedelta(minutes=NUMBERS["look-again-after"].value)
KEPT = timedelta(days=NUMBERS["balances-kept"].value)
LOOKS = int(NUMBERS["looks"].value)


class Heard(NamedTuple):
    device: Device
    report: Report
    received: datetime  # in city time


def settle(heard: Iterable[Heard]) -> None:
    """Count what has come to rest; RuntimeError if the counts could not all be kept."""
    spans = [
        (one, span) for one in heard for span in rules.settled(one.report, one.received, SETTLED)
    ]
    owned = [(one.device.owner, rules.stretch(one.device.id, span)) for one, span in spans]
    counts = count(owned)
    found = [_balance(one, span, c) for (one, span), c in zip(spans, counts, strict=True)]
    if not store.keep(found, KEPT):
        raise RuntimeError("balances were not kept")
    for short in rules.missing_of(found).values():
        _lose(short)


def look(pk: str, _: str) -> None:
    """What is missing is looked for again, as its loss is due."""
    loss_id = pk.partition("#")[2]
    loss = store.loss(loss_id)
    now = clock.now(loss.community)
    if loss.due is None or loss.due > now:
        return
    short = {name: one for name, one in loss.lost.items() if one.missing}
    owned = [(one.owner, rules.stretch(one.thing, one)) for one in short.values()]
    counts = dict(zip(short, count(owned), strict=True))

    def decide(before: Loss | None) -> Loss:
        return rules.looked(before or loss, counts, now, AGAIN, LOOKS)

    store.change(loss_id, decide, partial(_found, now))


def end(loss_id: str) -> None:
    """Its incident is closed; of a hazard of another kind there is no loss."""
    loss = store.loss(loss_id)
    store.change(loss_id, lambda before: rules.closed(before or loss), lambda _, __: [])


def count(owned: list[tuple[str, Stretch]]) -> list[Count]:
    """By who stores them; in the order in which they are given."""
    found: dict[int, Count] = {}
    by_owner: dict[str, list[tuple[int, Stretch]]] = {}
    for number, (owner, stretch) in enumerate(owned):
        by_owner.setdefault(owner, []).append((number, stretch))
    for owner, all_ in by_owner.items():
        counted = owners.counted(owner, [stretch for _, stretch in all_])
        found.update(zip((number for number, _ in all_), counted, strict=True))
    return [found[number] for number in range(len(owned))]


def _balance(heard: Heard, span: Span, count: Count) -> Balance:
    return Balance(
        thing=heard.device.id,
        community=heard.device.community,
        owner=heard.device.owner,
        begins=span.begins,
        ends=span.ends,
        boot=span.boot,
        first=span.first,
        sent=span.sent,
        stored=count.stored,
        refused=count.refused,
        missing=count.missing,
        numbers=count.numbers,
        heard_at=heard.received,
        skew_seconds=round((heard.received - heard.report.at).total_seconds(), 1),
    )


def _lose(short: list[Balance]) -> None:
    now = clock.now(short[0].community)
    loss_id = rules.id_of(short[0].community, hour_of(short[0].begins))

    def decide(before: Loss | None) -> Loss:
        return rules.grown(before, short, now, AGAIN)

    def tell(before: Loss, after: Loss) -> list[Event]:
        return [news.lost(after, now)] if before is after or before.stage != "open" else []

    store.change(loss_id, decide, tell)


def _found(now: datetime, before: Loss, after: Loss) -> list[Event]:
    return [news.found(after, now)] if after.stage == "found" else []
