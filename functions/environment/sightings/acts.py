"""Carries out questions, answers and findings: load, decide, save, and again on conflict."""

from collections.abc import Callable
from datetime import datetime, timedelta

from linli import clock, members, workflow
from linli.scopes import Scope
from linli.store import commit, stored, until_settled

from . import handling, rows, store
from .model import Answered, Changed, Rule, Said, Sighting, Whom
from .records import Records

MACHINE = "asking"
KEYS: dict[str, Said] = {"1": "well", "2": "help"}
ANSWERS: Scope = "notices"  # the scope that a mandate needs to be asked and to answer
LONGER = timedelta(days=1)  # added to the retention of a clip while its sighting is open
Decide = Callable[[Sighting, datetime], Changed]


def start(sighting_id: str) -> None:
    """The first person is asked before the state machine starts. Idempotent."""
    sighting, _ = ask(sighting_id, store.sighting(sighting_id).generation)
    if sighting.stage == "asking":
        workflow.start(MACHINE, sighting)


def ask(sighting_id: str, generation: int) -> tuple[Sighting, int]:
    """Ask whoever is next; returns the seconds until the one after."""

    def settle() -> Sighting:
        before = store.sighting(sighting_id)
        if before.generation != generation:
            return before
        return save(before, asked(before, clock.now(before.community)))

    after = until_settled(settle)
    return after, handling.seconds(after, clock.now(after.community))


def asked(sighting: Sighting, now: datetime) -> Changed:
    rule = rows.rule(sighting.kind, sighting.since)
    return handling.ask(sighting, rows.asks(sighting.since), people(sighting, now), rule, now)


def people(sighting: Sighting, now: datetime) -> dict[Whom, tuple[str, ...]]:
    """The person who fell, and those who may be told: guardians or, without any, helpers."""
    if sighting.person is None:
        return {}
    given = members.actor(sighting.person).given
    mine = [one for one in given if ANSWERS in one.scopes and one.since <= now < one.until]
    guardians = [one.person for one in mine if one.kind == "guardian"]
    others = guardians or [one.person for one in mine]
    return {"person": (sighting.person,), "guardian": tuple(dict.fromkeys(others))}


def may_answer(sighting: Sighting, person: str) -> bool:
    """Whether `person` is the one who fell, or may be asked too."""
    asked = people(sighting, clock.now(sighting.community))
    return any(person in some for some in asked.values())


def answer(sighting_id: str, said: Said, fell: bool, by: str) -> Sighting:
    def decide(sighting: Sighting, now: datetime) -> Changed:
        answered = Answered(said=said, by=by, channel="app", fell=fell, at=now)
        return handling.answer_by_app(sighting, answered, _rule(sighting), now)

    return change(sighting_id, decide)


def hear(about: str, person: str, key: str) -> None:
    """An answer by a key of the phone; repeats and other keys are ignored."""
    said = KEYS.get(key)
    if said is None:
        return

    def decide(sighting: Sighting, now: datetime) -> Changed:
        if person not in {one for step in sighting.asked for one in step.people}:
            return Changed(sighting)
        answered = Answered(said=said, by=person, channel="telephone", at=now)
        return handling.answer(sighting, answered, _rule(sighting), now)

    change(about.partition("#")[2], decide)


def change(sighting_id: str, decide: Decide) -> Sighting:
    """Apply a decision, with its effect on the records of the sensors involved."""

    def settle() -> Sighting:
        before = store.sighting(sighting_id)
        return save(before, decide(before, clock.now(before.community)))

    return until_settled(settle)


def save(before: Sighting, changed: Changed) -> Sighting:
    after = changed.after
    if after == before:
        return before
    records = Records(clock.now(after.community))
    records.judge(before, after)
    commit(store.keep(after, changed.news), *records.writes())
    return stored(after)


def close(sighting_id: str, now: datetime) -> None:
    """Hazards of other features are unknown here."""
    if store.known(sighting_id):
        change(sighting_id, lambda one, _: handling.close(one, _rule(one), now))


def erase(pk: str, sk: str) -> None:
    """Erase a clip after its retention; that of an open sighting is kept for another day."""

    def settle() -> None:
        clip = store.clip(pk, sk)
        now = clock.now(clip.community)
        if clip.due is None or clip.due > now:
            return
        is_open = store.sighting(clip.sighting).stage in ("asking", "raised")
        gone = {"ref": None, "erased_at": now, "due": None}
        new = {"due": now + LONGER} if is_open else gone
        commit(store.keep_clip(clip.model_copy(update=new)))

    until_settled(settle)


def _rule(sighting: Sighting) -> Rule:
    return rows.rule(sighting.kind, sighting.since)
