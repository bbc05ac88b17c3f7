"""Routes of linked actions."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from functions.facilities.routes import api
from linli.auth import CallerNow

from . import store
from .model import Order


@api.get(
    "/v1/facilities/actions/<action_id>",
    action="show_action",
    summary="A command to a linked asset, and what came of it",
)
def show_action(
    action_id: Annotated[str, Path(pattern="^[0-9a-f]{26}$")], caller: CallerNow
) -> Order:
    action = store.action(action_id)
    caller.must(action)
    return Order.model_validate(action.model_dump())
