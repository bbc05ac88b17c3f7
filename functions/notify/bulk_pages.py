"""How it stands with the people of a page. Pure, and the same whatever the order of what is heard.

What a gateway says of a person only ever moves forward: planned, in flight, and of the ends the
surest; so a report that comes twice, late or before the gateway's own answer does no harm.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal

from .bulk_model import (
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
    Language,
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
    """The places of those for whom nothing was planned yet."""
    return [place for place, state in enumerate(page.states) if state == UNSENT]


def plan(page: Page, choices: Mapping[int, Choice]) -> Page:
    """What becomes of each: put aside, left for later, or in the one message of their language."""
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
    """The numbers of messages of which no gateway has said yet that it took them."""
    return [
        number
        for number, message in enumerate(page.messages)
        if message.gateway is None and any(page.states[place] == PLANNED for place in message.to)
    ]


def taken(page: Page, number: int, gateway: str, refused: Iterable[int]) -> Page:
    """The gateway's answer: it has all but those it refused, by their places in the request."""
    message = page.messages[number]
    back = set(refused)
    new = {
        place: REFUSED if index in back else IN_FLIGHT
        for index, place in enumerate(message.to)
        if page.states[place] == PLANNED
    }
    known = message.model_copy(update={"gateway": gateway})
    messages = (*page.messages[:number], known, *page.messages[number + 1 :])
    return page.model_copy(update={"states": _put(page.states, new), "messages": messages})


def heard(page: Page, number: int, index: int, state: str) -> Page | None:
    """What a gateway reports of one person; None if it cannot mean anybody here."""
    if not (0 <= number < len(page.messages) and 0 <= index < len(page.messages[number].to)):
        return None
    place = page.messages[number].to[index]
    before, after = page.states[place], REPORTED.get(state)
    if after is None or before not in SURER:
        return None
    surest = max(before, after, key=SURER.index)
    return page.model_copy(update={"states": _put(page.states, {place: surest})})


def expire(page: Page) -> Page:
    """The time is over: of whom nothing was heard, nothing will be."""
    return page.model_copy(update={"states": page.states.replace(IN_FLIGHT, EXPIRED)})


def _put(states: str, new: Mapping[int, str]) -> str:
    return "".join(new.get(place, state) for place, state in enumerate(states))
