"""The handling of a sighting: who is asked after a fall, the answers, and what people find. Pure.

"All is well" can be answered before anybody is asked, meanwhile, and when helpers are on their way;
then they still check, and close it. Asking for help is possible until then.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from events import Event
from events.environment import FallCancelled, FallConfirmed, SightingSettled
from linli.errors import Refused

from . import news
from .model import MOST, Answered, Ask, Asked, Changed, Found, Rule, Sighting, Stage, Whom, Why

UNHEARD: tuple[Stage, ...] = ("noted", "closed")  # nobody waits for an answer
LATE = timedelta(seconds=3)  # after the next is due, as the state machine acts before the sweeper


def ask(
    sighting: Sighting,
    asks: Sequence[Ask],
    people: Mapping[Whom, Sequence[str]],
    rule: Rule,
    now: datetime,
) -> Changed:
    """Ask everybody whose turn it is, once; at the end it is left to people to check."""
    told: list[Event] = []
    while sighting.stage == "asking" and _until(sighting) <= now:
        row = asks[len(sighting.asked)] if len(sighting.asked) < len(asks) else None
        if row is None or row.whom == "worker":
            confirmed = confirm(sighting, "unanswered", rule, now)
            return Changed(confirmed.after, (*told, *confirmed.news))
        whom = tuple(people.get(row.whom, ()))
        wait = timedelta(seconds=row.value if whom else 0)
        step = Asked(whom=row.whom, people=whom, at=now, until=now + wait)
        sighting = _with(sighting, asked=(*sighting.asked, step), due=now + wait + LATE)
        told += [news.asking(news.key(row.whom), sighting, one, now) for one in whom]
    return Changed(sighting, tuple(told))


def seconds(sighting: Sighting, now: datetime) -> int:
    """Whole seconds until the next is asked, rounded up."""
    left = (_until(sighting) - now).total_seconds()
    return max(1, int(left) + 1)


def answer_by_app(sighting: Sighting, said: Answered, rule: Rule, now: datetime) -> Changed:
    """As `answer`, but refused where that would ignore it, unless it is known: who asks for help,
    maybe once more, must hear that nobody comes.
    """
    is_known = said.said == "well" and any(_is_repeated(one, said) for one in sighting.answers)
    if sighting.stage in UNHEARD and not is_known:
        raise Refused("fall-over")
    return answer(sighting, said, rule, now)


def answer(sighting: Sighting, said: Answered, rule: Rule, now: datetime) -> Changed:
    """Apply an answer. Idempotent. For a sighting only noted, nobody was asked."""
    if sighting.stage in UNHEARD:
        return Changed(sighting)
    if sighting.answers and _is_repeated(sighting.answers[-1], said):
        return Changed(sighting)
    after = _with(sighting, answers=(*sighting.answers, said)[-MOST:])
    return _helped(after, rule, now) if said.said == "help" else _well(after, said, rule, now)


def confirm(sighting: Sighting, why: Why, rule: Rule, now: datetime) -> Changed:
    """People must check; a sighting raised before is published again only if it had ended."""
    at = now if sighting.over_at or sighting.raised_at else sighting.since
    raised = {"raised_at": sighting.raised_at or now, "over_at": None, "due": None, "why": why}
    after = _with(sighting, stage="raised", **raised)
    return Changed(after, (news.event(FallConfirmed, after, rule, at, why=why),))


def find(sighting: Sighting, found: Found, rule: Rule, now: datetime) -> Changed:
    """A finding overrides all answers, and is final; a person still being asked gets help.
    Idempotent.
    """
    if before := sighting.found:
        if before.model_copy(update={"at": found.at}) == found:
            return Changed(sighting)
        raise Refused("found-already")
    after = _with(sighting, found=found)
    if found.outcome == "real" and sighting.stage in ("asking", "well"):
        return confirm(after, "found", rule, now)
    if found.outcome == "false" and sighting.stage == "asking":
        return close(after, rule, now)
    return Changed(after)


def close(sighting: Sighting, rule: Rule, now: datetime) -> Changed:
    """Its incident is closed, or its sensor or ward has ended."""
    if sighting.stage == "closed":
        return Changed(sighting)
    after = _with(sighting, stage="closed", closed_at=now, due=None)
    told = news.over(sighting, now) if sighting.stage == "asking" else []
    return Changed(after, (*told, news.event(SightingSettled, after, rule, now)))


def _is_repeated(last: Answered, said: Answered) -> bool:
    """A key or button cannot say whether it was a fall, so it does not deny that either."""
    same = (last.said, last.by) == (said.said, said.by)
    return same and (last.fell == said.fell or said.channel != "app")


def _helped(sighting: Sighting, rule: Rule, now: datetime) -> Changed:
    if sighting.stage == "raised" and sighting.over_at is None:
        return Changed(sighting)
    confirmed = confirm(sighting, "said", rule, now)
    return Changed(confirmed.after, (*news.over(sighting, now), *confirmed.news))


def _well(sighting: Sighting, said: Answered, rule: Rule, now: datetime) -> Changed:
    """All is well; those who were asked but did not answer are told that no help is needed."""
    if sighting.over_at:
        return Changed(sighting)
    stage = "well" if sighting.stage == "asking" else sighting.stage
    after = _with(sighting, stage=stage, over_at=said.at, due=None)
    asked = {one for step in sighting.asked if step.whom == "guardian" for one in step.people}
    return Changed(
        after,
        (
            *news.over(sighting, now),
            *(news.reassuring(after, one, now) for one in sorted(asked - {said.by})),
            news.event(FallCancelled, after, rule, now),
        ),
    )


def _until(sighting: Sighting) -> datetime:
    return sighting.asked[-1].until if sighting.asked else sighting.begun_at


def _with(sighting: Sighting, **new: object) -> Sighting:
    return sighting.model_copy(update=new)
