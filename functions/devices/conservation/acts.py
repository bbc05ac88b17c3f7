"""Handles devices' reports: asks the owning features how many of the reported messages are stored,
and searches again for those missing.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import NamedTuple, TypeVar

from functions.devices import owners
from functions.devices.kinds import store as kinds
from functions.devices.known import NUMBERS
from functions.devices.register import store as register
from functions.devices.register.model import Device
from linli import clock
from linli.counted import Counted
from linli.messages import BEHIND
from linli.observe import logger, remark
from linli.packs.stretch import Count, Stretch
from linli.store import Page

from . import news, rules, store
from .model import Balance, Loss, LostSpan, Report, Span, hour_of

T = TypeVar("T")
SETTLED = NUMBERS["settled-after"].span
AGAIN = NUMBERS["look-again-after"].span
KEPT = NUMBERS["balances-kept"].span
LOOKS = NUMBERS["looks"].count


class Heard(NamedTuple):
    device: Device
    report: Report
    received: datetime  # in city time


def settle(heard: Iterable[Heard]) -> None:
    """Counts the spans that are old enough to be complete; RuntimeError if not all balances could
    be written.
    """
    there = [(one, _since(one)) for one in heard]
    _remark(there)
    spans = [
        (one, span)
        for one, since in there
        for span in rules.settled(one.report, one.received, SETTLED(one.received), since)
    ]
    owned = [(one.device.owner, rules.stretch(one.device.id, span)) for one, span in spans]
    counts = count(owned)
    found = [_balance(one, span, c) for (one, span), c in zip(spans, counts, strict=True)]
    if not store.keep(found, KEPT):
        raise RuntimeError("balances were not kept")
    for short in rules.missing_of(found).values():
        _lose(short)


def _since(heard: Heard) -> datetime:
    """The earliest time for which a device is counted: a week ago or, for older spans, its
    registration, as far as balances are kept.

    The device's history is read only for spans older than any message that is still accepted.
    """
    week = heard.received - BEHIND
    if all(span.ends >= week for span in heard.report.spans):
        return week
    lines, _ = register.history(heard.device.id, "")
    return max([heard.received - KEPT(heard.received), *(one.at for one in lines[:1])])


def _remark(there: Iterable[tuple[Heard, datetime]]) -> None:
    strange = [
        one.device.id
        for one, since in there
        if any(rules.is_strange(span, one.received, since) for span in one.report.spans)
    ]
    if strange:
        remark(Counted.STRANGE_SPANS, len(strange))
        logger.warning("reported hours at which they cannot have sent", devices=strange[:10])


def look(pk: str, _: str) -> None:
    """Called by the sweeper: counts the missing messages of a loss again."""
    loss_id = pk.partition("#")[2]
    loss = store.loss(loss_id)
    now = clock.now(loss.community)
    if loss.due is None or loss.due > now:
        return
    short = rules.next_of(store.spans(loss_id))
    counts = count([(one.owner, rules.stretch(one.thing, one)) for one in short])
    pairs = [(one, rules.counted(one, c)) for one, c in zip(short, counts, strict=True)]
    pairs = [(before, after) for before, after in pairs if before != after]
    for some in _together(pairs):
        store.change(loss_id, partial(_came, some), KEPT)
    store.change(loss_id, partial(_looked, now), KEPT)


def end(loss_id: str) -> None:
    """Closes the loss of a closed incident; NotFound if the hazard was of another kind."""
    loss = store.loss(loss_id)
    store.change(loss_id, lambda before: (rules.closed(before or loss), [], []), KEPT)


def count(owned: list[tuple[str, Stretch]]) -> list[Count]:
    """One count for each stretch, in the given order, asked of each owner at once."""
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
    own = _personal(one.thing for one in short)
    for some in _together(short):
        store.change(loss_id, partial(_grown, loss_id, some, own, now), KEPT)


def _grown(
    loss_id: str, short: list[Balance], own: set[str], now: datetime, before: Loss | None
) -> store.Change:
    known = store.of(loss_id, (one.thing for one in short))
    new = rules.new_of(short, known, own)
    if not new:
        return None
    after = rules.grown(before, new, known, short[0], now, AGAIN(now))
    opens = before is None or before.stage != "open"
    return after, new, [news.lost(after, now)] if opens else []


def _came(pairs: list[tuple[LostSpan, LostSpan]], before: Loss | None) -> store.Change:
    if before is None:
        return None
    was, now = [one for one, _ in pairs], [one for _, one in pairs]
    return rules.found(before, was, now), now, []


def _looked(now: datetime, before: Loss | None) -> store.Change:
    """None if the loss was closed, or looked at by somebody else, in the meantime."""
    if before is None or before.due is None or before.due > now:
        return None
    how = AGAIN(before.found_at), LOOKS(before.found_at)
    after = rules.looked(before, store.spans(before.id), now, *how)
    return after, [], [news.found(after, now)] if after.stage == "found" else []


def _together(of: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(of), store.TOGETHER):
        yield of[start : start + store.TOGETHER]


def impersonal(community: str, hour: datetime, after: str, *, short: bool) -> Page[Balance]:
    """The balances without those of personal devices.

    The cursor contains a device id, so no page ends with a personal device either; many of them in
    a row are skipped in large pages.
    """
    items: list[Balance] = []
    wide = False
    while True:
        page = store.balances(community, hour, after, short=short, wide=wide)
        last = [store.thing(page.next)] if page.next else []
        own = _personal([*(one.thing for one in page.items), *last])
        items += [one for one in page.items if one.thing not in own]
        if page.next is None or not own.intersection(last):
            return Page(items, page.next)
        after, wide = page.next, True


def _personal(things: Iterable[str]) -> set[str]:
    own: set[str] = set()
    for some in owners.hundreds(list(dict.fromkeys(things))):
        devices = register.known(some).values()
        known = kinds.kinds({one.kind for one in devices})
        own |= {one.id for one in devices if one.kind not in known or known[one.kind].personal}
    return own
