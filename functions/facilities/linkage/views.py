"""What the routes of linked actions take and answer."""

from typing import Annotated

from pydantic import StringConstraints

from functions.facilities.assets.views import Page
from functions.facilities.model import AssetId, Command
from linli.model import Fact

from .model import Action, Id, Order

Reason = Annotated[str, StringConstraints(min_length=2, max_length=200, strip_whitespace=True)]


class Asked(Fact):
    """What a person orders by hand; `hazard` is the one that stands and because of which."""

    asset: AssetId
    command: Command
    reason: Reason
    hazard: Id | None = None


class Why(Fact):
    reason: Reason


class Because(Fact):
    """Why somebody has it done, if he says so."""

    reason: Reason | None = None


class Orders(Page):
    items: list[Order]


def shown(action: Action) -> Order:
    return Order.model_validate(action.model_dump())
