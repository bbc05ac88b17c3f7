"""Which spans are old enough to be counted, and how a loss develops. Pure."""

from collections.abc import Collection, Container, Iterable
from datetime import UTC, datetime, timedelta

from linli.ids import derived
from linli.messages import AHEAD
from linli.packs.stretch import Count, Stretch

from .model import Balance, Loss, Lost, LostSpan, Report, Span, hour_of

NAMED = 50  # spans listed in the loss itself; each also has a row of its own
AT_ONCE = 500  # spans in one search


def settled(report: Report, received: datetime, after: timedelta, since: datetime) -> list[Span]:
    """The spans of which no message should be on its way any more, except any that `is_strange`.
    How long ago they ended is by the device's clock if that is ahead.
    """
    until = max(received, report.at) - after
    rested = (span for span in report.spans if span.ends <= until)
    return [span for span in rested if not is_strange(span, received, since)]


def is_strange(span: Span, received: datetime, since: datetime) -> bool:
    """Whether the device cannot have sent at that time: before `since`, or in the future. A unit
    that starts with its manufacturer's clock reports an hour of 1970, all of which would be
    missing.
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
    """Balances with something missing, by community and hour."""
    short: dict[tuple[str, datetime], list[Balance]] = {}
    for one in balances:
        if one.missing:
            short.setdefault((one.community, hour_of(one.begins)), []).append(one)
    return short


def new_of(
    short: Iterable[Balance], known: Collection[LostSpan], personal: Container[str]
) -> list[LostSpan]:
    """The spans that no earlier report has contained, and those that were shorter in it, with less
    missing: they replace what is known of them.
    """
    before = {one.name: one for one in known}
    lost = (_lost(one, personal=one.thing in personal) for one in short)
    spans = {one.name: one for one in lost}
    return [
        one.model_copy(update={"version": was.version}) if was else one
        for name, one in spans.items()
        if (was := before.get(name)) is None or _is_more(one, was)
    ]


def grown(
    loss: Loss | None,
    new: list[LostSpan],
    known: Collection[LostSpan],
    first: Balance,
    now: datetime,
    again: timedelta,
) -> Loss:
    """The loss with the new spans, reopened if it was over. `known` are the earlier lost spans of
    these devices.
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
    names = {one.name for one in new}
    replaced = sum(one.missing for one in known if one.name in names)
    sums = {
        "devices": loss.devices + len(devices),
        "missing": loss.missing + sum(one.missing for one in new) - replaced,
    }
    return named(loss, new).model_copy(update={**sums, **opened})


def named(loss: Loss, spans: Iterable[LostSpan]) -> Loss:
    """The loss with the present state of these spans, without personal ones. If there are too many,
    those with something missing come first.
    """
    lost = {**loss.lost, **{one.name: one.shown() for one in spans if not one.personal}}
    short = sorted(lost, key=lambda name: not lost[name].missing)  # else in their order
    return loss.model_copy(update={"lost": {name: lost[name] for name in short[:NAMED]}})


def next_of(spans: Iterable[LostSpan]) -> list[LostSpan]:
    """The spans for one search, those with the fewest wide searches first."""
    short = [one for one in spans if one.missing]
    return sorted(short, key=lambda one: (one.far, one.name))[:AT_ONCE]


def counted(span: LostSpan, count: Count) -> LostSpan:
    return span.model_copy(update={"missing": count.missing, "far": span.far + count.far})


def found(loss: Loss, before: Iterable[LostSpan], after: Iterable[LostSpan]) -> Loss:
    """The loss after messages were found: the difference of both states of the spans."""
    after = list(after)
    came = sum(one.missing for one in before) - sum(one.missing for one in after)
    return named(loss, after).model_copy(update={"missing": loss.missing - came})


def looked(
    loss: Loss, spans: Collection[LostSpan], now: datetime, again: timedelta, looks: int
) -> Loss:
    """`spans` are all of the loss, after the search. It is given up only once all have had a wide
    search.
    """
    after = named(loss, spans).model_copy(update={"looks": loss.looks + 1})
    if not after.missing:
        return after.model_copy(update={"stage": "found", "due": None})
    if after.looks >= looks and all(one.far for one in spans if one.missing):
        return after.model_copy(update={"stage": "given_up", "due": None})
    return after.model_copy(update={"due": now + again})


def closed(loss: Loss) -> Loss:
    """The loss once its incident is closed."""
    return loss.model_copy(update={"stage": "closed", "due": None})


def id_of(community: str, hour: datetime) -> str:
    return derived(f"loss|{community}|{hour.astimezone(UTC).isoformat()}")


def _is_more(one: LostSpan, than: LostSpan) -> bool:
    return one.sent > than.sent and one.missing > than.missing


def _lost(balance: Balance, *, personal: bool) -> LostSpan:
    said = balance.model_dump(include=set(Lost.model_fields))
    return LostSpan.model_validate({**said, "personal": personal})
