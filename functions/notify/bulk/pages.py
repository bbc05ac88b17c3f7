"""The states of a page's recipients. Pure, and independent of the order of reports.

A state only moves forward: planned, in flight, then the most certain end. A report that is
repeated, late, or earlier than the gateway's own answer does no harm.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

from functions.notify.model import Language

from .model import (
    DELIVERED,
    EXPIRED,
    FAILED,
    IN_FLIGHT,
    PLANNED,
    REFUSED,
    SKIPPED,
    UNREACHABLE,
    UNSENT,
    Counts,
    Message,
    Page,
)

Choice = Literal["wait", "skip", "unreachable"] | Language
REPORTED = {"delivered": DELIVERED, "answered": DELIVERED, "failed": FAILED, "expired": EXPIRED}
SURER = (PLANNED, IN_FLIGHT, EXPIRED, FAILED, DELIVERED)
ASIDE: dict[str, str] = {"wait": UNSENT, "skip": SKIPPED, "unreachable": UNREACHABLE}


def tally(pages: Iterable[Page]) -> Counts:
    count: Counter[str] = Counter()
    for page in pages:
        count.update(page.states)
    ends = {"delivered": DELIVERED, "failed": FAILED, "expired": EXPIRED, "in_flight": IN_FLIGHT}
    accepted = {name: count[letter] for name, letter in ends.items()}
    return Counts(
        recipients=count.total(),
        accepted=sum(accepted.values()),
        **accepted,
        refused=count[REFUSED],
        unreachable=count[UNREACHABLE],
        skipped=count[SKIPPED],
        unsent=count[UNSENT] + count[PLANNED],
    )


def unsent(page: Page) -> list[int]:
    """Indexes of recipients not planned yet."""
    return [place for place, state in enumerate(page.states) if state == UNSENT]


def plan(page: Page, choices: Mapping[int, Choice]) -> Page:
    """Plan each recipient: skipped, held, or part of the message in their language."""
    aside = {place: ASIDE[choice] for place, choice in choices.items() if choice in ASIDE}
    by_language: dict[Language, list[int]] = defaultdict(list)
    for place, choice in sorted(choices.items()):
        if choice in ("zh", "en"):
            by_language[choice].append(place)
    new = [Message(language=tongue, to=tuple(to)) for tongue, to in sorted(by_language.items())]
    planned = {place: PLANNED for message in new for place in message.to}
    states = _put(page.states, aside | planned)
    return page.model_copy(update={"states": states, "messages": (*page.messages, *new)})


def pending(page: Page) -> list[int]:
    """Indexes of messages that no gateway has accepted yet."""
    return [number for number, message in enumerate(page.messages) if message.taken_at is None]


def chosen(page: Page, number: int, gateway: str) -> Page:
    """Store the chosen gateway, which is tried first again if its answer is lost."""
    return _with(page, number, gateway=gateway)


def taken(page: Page, number: int, gateway: str, accepted: Iterable[int], at: datetime) -> Page:
    """The gateway's answer: the recipients it accepted, by index in the request."""
    yes = set(accepted)
    new = {
        place: IN_FLIGHT if index in yes else REFUSED
        for index, place in enumerate(page.messages[number].to)
        if page.states[place] == PLANNED
    }
    after = page.model_copy(update={"states": _put(page.states, new)})
    return _with(after, number, gateway=gateway, taken_at=at)


def heard(page: Page, number: int, index: int, state: str) -> Page | None:
    """A gateway's report about one recipient; None if it cannot refer to this page."""
    if not (0 <= number < len(page.messages) and 0 <= index < len(page.messages[number].to)):
        return None
    place = page.messages[number].to[index]
    before, after = page.states[place], REPORTED.get(state)
    if after is None or before not in SURER:
        return None
    surest = max(before, after, key=SURER.index)
    return page.model_copy(update={"states": _put(page.states, {place: surest})})


def expire(page: Page) -> Page:
    """Expired: no further reports are expected."""
    return page.model_copy(update={"states": page.states.replace(IN_FLIGHT, EXPIRED)})


def id_of(bulk_id: str, number: int, message: int) -> str:
    """A deterministic id, so that the gateway recognizes a retry."""
    return f"b-{bulk_id}-{number}-{message}"


def message_of(sending_id: str) -> tuple[str, int, int]:
    """Bulk, page and message of a sending; ValueError if it is none."""
    _, bulk_id, number, message = sending_id.split("-")
    return bulk_id, int(number), int(message)


def _put(states: str, new: Mapping[int, str]) -> str:
    return "".join(new.get(place, state) for place, state in enumerate(states))


def _with(page: Page, number: int, **changes: Any) -> Page:
    message = page.messages[number].model_copy(update=changes)
    messages = (*page.messages[:number], message, *page.messages[number + 1 :])
    return page.model_copy(update={"messages": messages})
