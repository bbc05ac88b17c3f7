"""What becomes of a sighting: of a fall who is asked and what is answered, and of any what people
find. Pure.

Whoever may say that all is well may say so before anybody is asked, meanwhile, and when people are
already on their way: then they still look, and close it. To ask for help is never too late.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from events import Event
from events.environment import FallCancelled, FallConfirmed, SightingSettled
from linli.errors import Refused

from . import news
from .model import MOST, Answered, Ask, Asked, Changed, Found, Rule, Sighting, Whom, Why

LATE = timedelta(seconds=3)  # after the next is due: the machine is quicker than the sweeper


def ask(
    sighting: Sighting,
    asks: Sequence[Ask],
    people: Mapping[Whom, Sequence[str]],
    rule: Rule,
    now: datetime,
) -> Changed:
    """Everybody whose turn it is is asked, each once; at the end it is for people to see to it."""
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
    """How long it is until the next is asked: whole ones, and never too few."""
    left = (_until(sighting) - now).total_seconds()
    return max(1, int(left) + 1)


def answer(sighting: Sighting, said: Answered, rule: Rule, now: datetime) -> Changed:
    """Said twice it is said once. What was noted only, nobody was asked about."""
    if sighting.stage in ("noted", "closed") or len(sighting.answers) >= MOST:
        return Changed(sighting)
    if any((one.said, one.by) == (said.said, said.by) for one in sighting.answers[-1:]):
        return Changed(sighting)
    after = _with(sighting, answers=(*sighting.answers, said))
    return _helped(after, rule, now) if said.said == "help" else _well(after, said, rule, now)


def confirm(sighting: Sighting, why: Why, rule: Rule, now: datetime) -> Changed:
    """People see to it; what was raised once is told as new only where it had been over."""
    at = now if sighting.over_at or sighting.raised_at else sighting.since
    raised = {"raised_at": sighting.raised_at or now, "over_at": None, "due": None, "why": why}
    after = _with(sighting, stage="raised", **raised)
    return Changed(after, (news.event(FallConfirmed, after, rule, at, why=why),))


def find(sighting: Sighting, found: Found, rule: Rule, now: datetime) -> Changed:
    """What people found counts, whatever was said before; who fell and is still asked gets help."""
    if sighting.found:
        raise Refused("found-already")
    after = _with(sighting, found=found)
    if found.outcome == "real" and sighting.stage in ("asking", "well"):
        return confirm(after, "found", rule, now)
    if found.outcome == "false" and sighting.stage == "asking":
        return close(after, rule, now)
    return Changed(after)


def close(sighting: Sighting, rule: Rule, now: datetime) -> Changed:
    """Its incident is over, or nobody senses or asks any more."""
    if sighting.stage == "closed":
        return Changed(sighting)
    after = _with(sighting, stage="closed", closed_at=now, due=None)
    told = news.over(sighting, now) if sighting.stage == "asking" else []
    return Changed(after, (*told, news.event(SightingSettled, after, rule, now)))


def _helped(sighting: Sighting, rule: Rule, now: datetime) -> Changed:
    if sighting.stage == "raised" and sighting.over_at is None:
        return Changed(sighting)
    confirmed = confirm(sighting, "said", rule, now)
    return Changed(confirmed.after, (*news.over(sighting, now), *confirmed.news))


def _well(sighting: Sighting, said: Answered, rule: Rule, now: datetime) -> Changed:
    """Who was asked, and did not say it himself, is told that he need not go."""
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
