"""Routes for statistics and replays."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.incidents import store as incidents
from functions.incidents.routes import After, api
from linli import clock
from linli.auth import CallerNow
from linli.places import Community

from . import replaying, rules, store
from .views import Cases, Middle, MonthFigures, Replay, Which

IncidentId = Annotated[str, Path(pattern=r"^[0-9a-f]{26}$")]
Of = Annotated[Community, Query()]
In = Annotated[str, Query(pattern=r"^(20[0-9]{2}-(0[1-9]|1[0-2]))?$")]
Seq = Annotated[int, Query(ge=0, le=10**9)]
PAGE = 200


@api.get(
    "/v1/incidents/<incident_id>/replay",
    action="replay_incident",
    summary="The state of an incident after each fact, and the duration of each step",
)
def replay_incident(incident_id: IncidentId, caller: CallerNow, after: Seq = 0) -> Replay:
    incident = incidents.incident(incident_id)
    caller.must(incident, assignee=incident.assignee, handler=incident.handler)
    facts = incidents.facts(incident_id, after + PAGE)
    told = len(rules.spells(facts[:after], incident.allowed))
    return Replay(
        drill=incident.drill,
        states=replaying.states(facts)[after:],
        steps=rules.spells(facts, incident.allowed)[told:],
        next=facts[-1].seq if len(facts) == after + PAGE else None,
    )


@api.get(
    "/v1/incidents/figures",
    action="show_figures",
    summary="The figures of a month, by default the present one: counts, medians, recurrences",
)
def show_figures(caller: CallerNow, community: Of, month: In = "") -> MonthFigures:
    caller.must(community)
    figures = store.figures(community, month or _now(community))
    steps = {
        step: Middle(cases=sum(counts.values()), median_minutes=rules.median(counts))
        for step, counts in figures.minutes.items()
    }
    return MonthFigures(**figures.model_dump(exclude={"version", "minutes"}), steps=steps)


@api.get(
    "/v1/incidents/figures/cases",
    action="list_cases",
    summary="The closed incidents behind a figure",
)
def list_cases(
    caller: CallerNow, community: Of, month: In = "", figure: Which = "closed", after: After = ""
) -> Cases:
    caller.must(community)
    page = store.cases(community, month or _now(community), after)
    items = [one for one in page.items if rules.is_of(one, figure)]
    return Cases(items=items, next=page.next)


def _now(community: str) -> str:
    return rules.month(clock.now(community))
