"""How what is asked, answered and found is carried out: load, decide, save; again if somebody is
quicker.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from linli import clock, members, workflow
from linli.scopes import Scope
from linli.store import Write, commit, stored, until_settled

from . import handling, rows, store
from .model import Answered, Changed, Rule, Said, Sighting, Whom
from .sensors import judging
from .sensors import store as sensors

MACHINE = "asking"
KEYS: dict[str, Said] = {"1": "well", "2": "help"}
ANSWERS: Scope = "notices"  # what a mandate must hold for somebody to be asked, and to answer
LONGER = timedelta(days=1)  # a clip of what is still open
Decide = Callable[[Sighting, datetime], Changed]


def start(sighting_id: str) -> None:
    """Whoever is first is asked before the machine runs; heard again, it is the same execution."""
    sighting, _ = ask(sighting_id, store.sighting(sighting_id).generation)
    if sighting.stage == "asking":
        workflow.start(MACHINE, sighting)


def ask(sighting_id: str, generation: int) -> tuple[Sighting, int]:
    """Who is to be asked now, and in how many seconds it goes on."""

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
    """Who fell, and who may be told what he is told: guardians, or if there are none, helpers."""
    if sighting.person is None:
        return {}
    given = members.actor(sighting.person).given
    mine = [one for one in given if ANSWERS in one.scopes and one.since <= now < one.until]
    guardians = [one.person for one in mine if one.kind == "guardian"]
    others = guardians or [one.person for one in mine]
    return {"person": (sighting.person,), "guardian": tuple(dict.fromkeys(others))}


def may_answer(sighting: Sighting, person: str) -> bool:
    """Who fell, and who may be asked beside him now."""
    asked = people(sighting, clock.now(sighting.community))
    return any(person in some for some in asked.values())


def answer(sighting_id: str, said: Said, fell: bool, by: str) -> Sighting:
    def decide(sighting: Sighting, now: datetime) -> Changed:
        answered = Answered(said=said, by=by, channel="app", fell=fell, at=now)
        return handling.answer(sighting, answered, _rule(sighting), now)

    return change(sighting_id, decide)


def hear(about: str, person: str, key: str) -> None:
    """A key of the telephone; what he presses twice, and any other, says nothing."""
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
    """With what it says of the sensors that saw it."""

    def settle() -> Sighting:
        before = store.sighting(sighting_id)
        return save(before, decide(before, clock.now(before.community)))

    return until_settled(settle)


def save(before: Sighting, changed: Changed) -> Sighting:
    after = changed.after
    if after == before:
        return before
    records = [] if after.outcome in (None, before.outcome) else _judged(after)
    commit(store.keep(after, changed.news), *records)
    return stored(after)


def close(sighting_id: str, now: datetime) -> None:
    """Of others' hazards nothing is known here."""
    if store.known(sighting_id):
        change(sighting_id, lambda one, _: handling.close(one, _rule(one), now))


def erase(pk: str, sk: str) -> None:
    """A clip whose time is over; of what is still open it is kept for another day."""

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


def _judged(sighting: Sighting) -> list[Write]:
    return [
        sensors.keep(changed.after)._replace(events=changed.news)
        for changed in map(partial(_of_sensor, sighting), sighting.sensors)
    ]


def _of_sensor(sighting: Sighting, sensor_id: str) -> judging.Changed:
    sensor, now = sensors.sensor(sensor_id), clock.now(sighting.community)
    about = (sensors.record(sensor), sensor, sighting.id, sighting.outcome or "real")
    return judging.judged(*about, rows.limit(now), now)
