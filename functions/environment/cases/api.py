"""Routes of cases."""

from functools import partial
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.environment.known import NUMBERS
from functions.environment.routes import After, api
from linli import clock, staff
from linli.anonymous import must_name_nobody
from linli.api import IdempotencyKey
from linli.auth import CallerNow
from linli.places import Community

from . import rules, store, views
from .model import CaseReporting, Dissuading
from .views import CaseList, CaseShown, OneCase

DISSUASIONS = NUMBERS["dissuasions"].count
CaseId = Annotated[str, Path(pattern=r"^[0-9a-f]{26}$")]


@api.get(
    "/v1/environment/cases",
    action="list_cases",
    summary="The open cases of a community, longest open first; or the ended ones",
)
def list_cases(
    community: Annotated[Community, Query()],
    caller: CallerNow,
    over: Annotated[bool, Query()] = False,
    after: After = "",
) -> CaseList:
    caller.must(community)
    page = store.cases(community, is_open=not over, after=after)
    return CaseList(items=[views.shown(case) for case in page.items], next=page.next)


@api.get("/v1/environment/cases/<case_id>", action="show_case", summary="One case")
def show_case(case_id: CaseId, caller: CallerNow) -> OneCase:
    case = store.case(case_id)
    caller.must(case)
    names = staff.names(case.community, case.actors)
    return OneCase(**dict(views.shown(case)), names=names)


@api.post(
    "/v1/environment/cases/<case_id>/dissuasions",
    action="dissuade_case",
    status_code=201,
    summary="Record that somebody asked for quiet",
)
def dissuade_case(
    case_id: CaseId, body: Dissuading, key: IdempotencyKey, caller: CallerNow
) -> CaseShown:
    must_name_nobody(note=body.note)
    case = store.case(case_id)
    caller.must(case)
    request, now = caller.request(key, body, case_id), clock.now(case.community)
    decide = partial(rules.dissuade, said=body, by=caller.id, request=request, now=now)
    return views.shown(store.change(case_id, decide))


@api.post(
    "/v1/environment/cases/<case_id>/reports",
    action="report_case",
    status_code=201,
    summary="Report a case to a department; noise only after asking for quiet",
)
def report_case(
    case_id: CaseId, body: CaseReporting, key: IdempotencyKey, caller: CallerNow
) -> CaseShown:
    must_name_nobody(note=body.note)
    case = store.case(case_id)
    caller.must(case)
    request, now = caller.request(key, body, case_id), clock.now(case.community)
    least = DISSUASIONS(case.since)
    how = partial(rules.report, said=body, by=caller.id, request=request)
    decide = partial(how, least=least, now=now)
    return views.shown(store.change(case_id, decide))
