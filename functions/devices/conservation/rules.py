"""Which spans have come to rest, what their counts come to, and what a loss is. Pure."""

import hashlib
from collections.abc import Collection, Container, Iterable
from datetime import UTC, datetime, timedelta

from linli.messages import AHEAD
from linli.packs.stretch import Count, Stretch

from .model import Balance, Loss, Lost, LostSpan, Report, Span, hour_of

NAMED = 50  # spans that the row of a loss shows; each has a row of its own
AT_ONCE = 500  # spans that one look is for


def settled(report: Report, received: datetime, after: timedelta, since: datetime) -> list[Span]:
    """Those of which nothing should be on its way any more, but for what `is_strange`."""
    rested = (span for span in report.spans if span.ends <= received - after)
    return [span for span in rested if not is_strange(span, received, since)]


def is_strange(span: Span, received: datetime, since: datetime) -> bool:
    """Whether it cannot have been sent then, as it is there `since` some time: a unit that starts
    with its maker's clock has an hour of 1970, and all of it would be missed. What is told late is
    lost as well.
    """
    return not since <= span.ends <= received + AHEAD


def stretch(thing: str, span: Span | LostSpan | Balance) -> Stretch:
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


def new_of(
    short: Iterable[Balance], known: Collection[LostSpan], personal: Container[str]
) -> list[LostSpan]:
    """Those that no report has told of before."""
    names = {one.name for one in known}
    lost = (_lost(one, personal=one.thing in personal) for one in short)
    spans = {one.name: one for one in lost}
    return [one for name, one in spans.items() if name not in names]


def grown(
    loss: Loss | None,
    new: list[LostSpan],
    known: Collection[LostSpan],
    first: Balance,
    now: datetime,
    again: timedelta,
) -> Loss:
    """With what is new; `known` are the spans of these devices that were lost before. What is new
    opens again what was over.
    """
    loss = loss or Loss(
        id=id_of(first.community, hour_of(first.begins)),
        community=first.community,
        hour=hour_of(first.begins),
        found_at=now,
        due=now + again,
    )
    opened = {} if loss.stage == "open" else {"stage": "open", "looks": 0, "due": now + again}
    devices = {one.thing for one in new} - {one.thing for one in known}
    sums = {
        "devices": loss.devices + len(devices),
        "missing": loss.missing + sum(one.missing for one in new),
    }
    return named(loss, new).model_copy(update={**sums, **opened})


def named(loss: Loss, spans: Iterable[LostSpan]) -> Loss:
    """With these as they are now; of too many, those of which something is missing. None of what is
    of a person.
    """
    lost = {**loss.lost, **{one.name: one.shown() for one in spans if not one.personal}}
    short = sorted(lost, key=lambda name: not lost[name].missing)  # else in their order
    return loss.model_copy(update={"lost": {name: lost[name] for name in short[:NAMED]}})


def next_of(spans: Iterable[LostSpan]) -> list[LostSpan]:
    """Those that a look is for, the first those that were looked for far the least often."""
    short = [one for one in spans if one.missing]
    return sorted(short, key=lambda one: (one.far, one.name))[:AT_ONCE]


def counted(span: LostSpan, count: Count) -> LostSpan:
    return span.model_copy(update={"missing": count.missing, "far": span.far + count.far})


def found(loss: Loss, before: Iterable[LostSpan], after: Iterable[LostSpan]) -> Loss:
    """With what came since `before`: not missing any more."""
    after = list(after)
    came = sum(one.missing for one in before) - sum(one.missing for one in after)
    return named(loss, after).model_copy(update={"missing": loss.missing - came})


def looked(
    loss: Loss, spans: Collection[LostSpan], now: datetime, again: timedelta, looks: int
) -> Loss:
    """`spans`: all of it, as they are after the look. Not given up before all were looked for."""
    after = named(loss, spans).model_copy(update={"looks": loss.looks + 1})
    if not after.missing:
        return after.model_copy(update={"stage": "found", "due": None})
    if after.looks >= looks and all(one.far for one in spans if one.missing):
        return after.model_copy(update={"stage": "given_up", "due": None})
    return after.model_copy(update={"due": now + again})


def closed(loss: Loss) -> Loss:
    """Somebody answered for it: its incident is over."""
    return loss.model_copy(update={"stage": "closed", "due": None})


def id_of(community: str, hour: datetime) -> str:
    said = f"loss|{community}|{hour.astimezone(UTC).isoformat()}"
    return hashlib.sha256(said.encode()).hexdigest()[:26]


def _lost(balance: Balance, *, personal: bool) -> LostSpan:
    said = balance.model_dump(include=set(Lost.model_fields))
    return LostSpan.model_validate({**said, "personal": personal})
