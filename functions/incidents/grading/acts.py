"""Grades: at first, by stated facts, by a person, and by the passing of time."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial

from events.facilities import HazardEvent
from functions.incidents import store as incidents
from functions.incidents.duty import rules as duty
from functions.incidents.duty import store as duties
from functions.incidents.handling import driving, sensing
from functions.incidents.handling.acts import Change
from functions.incidents.model import Entry, Incident, Kind
from functions.incidents.news import fact, notice
from functions.incidents.reports import rules as reports
from functions.incidents.reports import store as kept
from functions.incidents.reports.model import Duty
from functions.incidents.statutory import Figures, Grade
from linli import clock as city_time
from linli.store import Write, commit, until_settled

from . import deciding, rules, store, timing
from .deciding import Law, Outcome
from .model import Clock
from .timing import Mark, Spans
from .views import Stating


def law() -> Law:
    return Law(store.tables(), kept.deadlines())


def judged(incident: Incident, number: str, now: datetime) -> Change:
    """The first grade, its duties to report, and the clock if people are trapped."""
    of = _spans(incident)
    found, changes = deciding.graded(law(), incident, _figures(incident, of, now), now)
    new = incident.model_copy(update=changes)
    arising = reports.arising(law().deadlines, new, {}, incident.learned_at or incident.raised_at)
    after = driving.judge(new, number, found, now, note=deciding.listed(arising))
    due = timing.due(after, _marks(after), (), of)
    clock = Clock(incident=after.id, community=after.community, due=due)
    wound = [store.winding(clock)] if due and not after.drill else []
    return Change(after, (*wound, *map(kept.keeping, arising)))


def state(by: str, said: Stating, incident: Incident, now: datetime) -> Change:
    new = incident.figures.with_newer(said.figures())
    stated = incident.model_copy(update={"figures": new})
    figures = _figures(stated, _spans(stated), now)
    known = kept.duties(incident.id)
    return _whole(deciding.state(law(), incident, said, figures, known, by, now))


def by_person(by: str, grade: Grade, reason: str, incident: Incident, now: datetime) -> Change:
    known = kept.duties(incident.id)
    return _whole(deciding.by_person(law(), incident, grade, reason, known, by, now))


def known(incident: Incident) -> Figures:
    """The figures known now: stated by people, and derived from time."""
    return _figures(incident, _spans(incident), city_time.now(incident.community))


def rewound(incident: Incident) -> tuple[Write, ...]:
    """The clock again if it has stopped: sent back, people may be trapped still."""
    clock = store.clock(incident.id) if _marks(incident) else None
    if clock is None or clock.due:
        return ()
    due = timing.due(incident, _marks(incident), clock.done, _spans(incident))
    return (store.winding(clock.model_copy(update={"due": due})),) if due else ()


def follow(hazard: HazardEvent) -> None:
    """The sensor reports people freed, or trapped again: grade and clock follow. Such hazards are
    never joined to another incident, so the hazard's id gives the incident's.
    """
    if not rules.is_timed(store.tables(), hazard.category, hazard.at):
        return
    incident_id = sensing.incident_of(hazard.hazard_id)

    def settle() -> None:
        clock = store.clock(incident_id)
        if clock is None:
            return
        incident = incidents.incident(incident_id)
        now, of = city_time.now(incident.community), _spans(incident)
        due = timing.due(incident, _marks(incident), clock.done, of)
        wound = store.winding(clock.model_copy(update={"due": due}))
        figures, known = _figures(incident, of, now), kept.duties(incident_id)
        outcome = deciding.regrade(law(), incident, figures, known, now, now)
        if outcome:
            incidents.save(outcome.incident, wound, *_writes(outcome))
        elif due != clock.due:
            commit(wound)

    until_settled(settle)


def tick(pk: str, sk: str) -> None:
    """Record every mark reached since the last check, each as a fact of its own."""
    while until_settled(partial(_tick, pk, sk)):
        pass


def _tick(pk: str, sk: str) -> bool:
    clock = store.by_key(pk, sk)
    incident = incidents.incident(clock.incident)
    now, of, marks = city_time.now(incident.community), _spans(incident), _marks(incident)
    if clock.due is None or clock.due > now:
        return False
    figures = _figures(incident, of, now)
    mark = timing.reached(marks, clock.done, of, figures.trapped_minutes or 0, now)
    done = (*clock.done, timing.name(mark, of)) if mark else clock.done
    due = timing.due(incident, marks, done, of)
    wound = store.winding(clock.model_copy(update={"due": due, "done": done}))
    known = kept.duties(incident.id)
    outcome = mark and _reached(incident, mark, figures, known, since=clock.due, now=now)
    if outcome:
        incidents.save(outcome.incident, wound, *_writes(outcome))
    else:
        commit(wound)
    return mark is not None


def _reached(
    incident: Incident,
    mark: Mark,
    figures: Figures,
    known: Mapping[str, Duty],
    *,
    since: datetime,
    now: datetime,
) -> Outcome | None:
    if mark.what == "grade":
        return deciding.regrade(law(), incident, figures, known, since, now)
    chain = duties.chain_of(incident.community)
    last = duty.verifier(incident, chain, duties.on_duty, now)
    whom = (incident.assignee, chain.operator) if mark.what == "warn" else (last, chain.operator)
    told = [
        notice(incident, "trapped", one, now, minutes=str(mark.minutes))
        for one in dict.fromkeys(whom)
    ]
    kind: Kind = "warned" if mark.what == "warn" else "raised-alarm"
    note = f"{mark.row}: {mark.minutes} min"
    return Outcome(fact(incident, kind, now, note=note, notices=told), [])


def _whole(outcome: Outcome) -> Change:
    return Change(outcome.incident, tuple(_writes(outcome)))


def _writes(outcome: Outcome) -> list[Write]:
    said = [store.writing(outcome.statement)] if outcome.statement else []
    return [*said, *map(kept.keeping, outcome.duties)]


def _spans(incident: Incident) -> Spans:
    """The spans of being trapped; empty for most incidents, whose facts then need not be read."""
    facts: Iterable[Entry] = incidents.timeline(incident) if _marks(incident) else ()
    return timing.spans(incident, facts)


def _marks(incident: Incident) -> list[Mark]:
    return timing.marks(*law(), incident)


def _figures(incident: Incident, of: Spans, now: datetime) -> Figures:
    return timing.figures(store.tables(), incident, of, now)
