"""Routes of street lighting."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel

from functions.facilities.assets.views import Page
from functions.facilities.routes import After, api
from linli.auth import CallerNow
from linli.places import Community

from . import store
from .lamps import Circuit


class LitRate(BaseModel):
    """The lamps of one circuit; those never heard from count as lit."""

    asset_id: str
    lamps: int
    lit: int


class LitRates(Page):
    items: list[LitRate]


@api.get(
    "/v1/facilities/lit-rates",
    action="list_lit_rates",
    summary="How many lamps of each lighting circuit of a community are lit, and how many it has",
)
def list_lit_rates(
    community: Annotated[Community, Query()], caller: CallerNow, after: After = ""
) -> LitRates:
    caller.must(community)
    page = store.circuits(community, after)
    return LitRates(items=[_rate(circuit) for circuit in page.items], next=page.next)


def _rate(circuit: Circuit) -> LitRate:
    lamps = max(circuit.total, len(circuit.lamps))
    out = lamps if circuit.meter and circuit.meter.dark else len(circuit.dark)
    return LitRate(asset_id=circuit.asset_id, lamps=lamps, lit=lamps - out)
