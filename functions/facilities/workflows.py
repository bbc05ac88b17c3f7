"""Route of how linked actions and imports are driven: the very definitions that run."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from linli.auth import CallerNow
from linli.flow import Flows, flow
from linli.places import Place

from .routes import api

MACHINES = ("answering", "importing")


@api.get(
    "/v1/facilities/workflows",
    action="list_workflows",
    summary="The steps that actions and imports are driven by, and which stages stand in each",
)
def list_workflows(caller: CallerNow, community: Annotated[Place, Query()]) -> Flows:
    caller.must(community)
    return Flows(items=[flow("facilities", machine) for machine in MACHINES])
