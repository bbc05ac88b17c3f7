"""Route of how incidents are driven: the very definition that runs."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from linli.auth import CallerNow
from linli.flow import Flows, flow
from linli.places import Place

from .routes import api

MACHINES = ("handling",)


@api.get(
    "/v1/incidents/workflows",
    action="list_workflows",
    summary="The steps that incidents are driven by, and which stages stand in each",
)
def list_workflows(caller: CallerNow, community: Annotated[Place, Query()]) -> Flows:
    caller.must(community)
    return Flows(items=[flow("incidents", machine) for machine in MACHINES])
