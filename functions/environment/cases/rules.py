"""What people may do about a case. Pure: time comes in as an argument."""

from datetime import datetime, timedelta

from events.environment import CaseReported, WaterJudged
from functions.environment.model import Exceedance
from linli.errors import Invalid, Refused
from linli.request import Request, remember, repeated

from . import life, news
from .life import Changed
from .model import MOST, Case, CaseReporting, Dissuading, Dissuasion, Judging, Reported, Result

SKEW = timedelta(minutes=2)  # of a person's clock, tolerated


def dissuade(case: Case, said: Dissuading, by: str, request: Request, now: datetime) -> Changed:
    """Idempotent by request, as all acts here."""
    if repeated(case.acts, request) is not None:
        return Changed(case)
    _must_be(case, "noise")
    _must_have_been(case, said.at, now, "/body/at")
    if len(case.dissuasions) >= MOST:
        raise Refused("too-many-dissuasions")
    done = Dissuasion(**said.model_dump(), by=by, recorded_at=now)
    return _acted(case, request, dissuasions=(*case.dissuasions, done))


def report(
    case: Case, said: CaseReporting, by: str, request: Request, least: int, now: datetime
) -> Changed:
    """For noise only after so many dissuasions (L-ECO#599). Of a withdrawn case nothing can be
    reported: it never was exceeded.
    """
    if repeated(case.acts, request) is not None:
        return Changed(case)
    if case.reported:
        raise Refused("reported-already")
    if case.withdrawn_at:
        raise Refused("case-withdrawn")
    _must_be_dissuaded(case, least)
    reported = Reported(**said.model_dump(), by=by, at=now)
    after = _acted(case, request, reported=reported).after
    told = CaseReported(
        community=case.community,
        at=now,
        case_id=case.id,
        station_id=case.station_id,
        kind=case.kind,
        department=said.department,
        dissuasions=len(case.dissuasions),
    )
    return Changed(after, (told,))


def judge(
    case: Case, said: Judging, by: str, request: Request, worse: Exceedance, now: datetime
) -> Changed:
    """Unsafe water becomes an incident at once, by the rule `worse`, even if the case had ended
    because nothing was measured any more. Safe water within its limits ends a case that is only a
    hazard.
    """
    if repeated(case.acts, request) is not None:
        return Changed(case)
    _must_be(case, "water")
    if case.closed_at and case.ended != "not_measured":
        raise Refused("case-closed")
    _must_have_been(case, said.sampled_at, now, "/body/sampled_at")
    if len(case.results) >= MOST:
        raise Refused("too-many-results")
    result = Result(**said.model_dump(), by=by, entered_at=now)
    after = _acted(case, request, results=(*case.results, result)).after
    about = {"case_id": case.id, "station_id": case.station_id, "outcome": said.outcome}
    told = WaterJudged.model_validate({"community": case.community, "at": now, **about})
    if after.unsafe and after.raises == "hazard":
        said_worse = {"raises": worse.raises, "priority": worse.priority, "rule": worse.id}
        after = after.model_copy(update={**said_worse, **life.OPEN})
        return Changed(after, (told, news.exceeded(after, now)))
    is_over = after.released or (after.raises == "hazard" and after.cleared_at)
    if not after.unsafe and is_over:
        over = life.close(after, now, "judged")
        return Changed(over.after, (told, *over.news))
    return Changed(after, (told,))


def release(case: Case, now: datetime) -> Changed:
    """Its incident is closed; unsafe water remains a case until a laboratory finds it safe."""
    after = case.model_copy(update={"released": True})
    is_over = case.unsafe or case.closed_at
    return Changed(after) if is_over else life.close(after, now, "closed")


def _must_be_dissuaded(case: Case, least: int) -> None:
    if case.kind == "noise" and len(case.dissuasions) < least:
        raise Refused("dissuade-first", needed=least, recorded=len(case.dissuasions))


def _must_be(case: Case, kind: str) -> None:
    if case.kind != kind:
        raise Refused("not-of-this-kind")


def _must_have_been(case: Case, at: datetime, now: datetime, pointer: str) -> None:
    """A dissuasion may precede the case, since an hour is judged only at its end."""
    if not case.since - timedelta(days=1) <= at <= now + SKEW:
        raise Invalid("not-then", pointer)


def _acted(case: Case, request: Request, **new: object) -> Changed:
    acts = remember(case.acts, request, len(case.acts))
    return Changed(case.model_copy(update={**new, "acts": acts}))
