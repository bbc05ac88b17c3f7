"""Requests and responses of linked actions."""

from typing import Annotated

from pydantic import StringConstraints

from functions.facilities.assets.views import Page
from functions.facilities.model import AssetId, Command
from linli.model import Fact

from .model import Action, Id, Order

Reason = Annotated[str, StringConstraints(min_length=2, max_length=200, strip_whitespace=True)]


class Asked(Fact):
    """A command by hand; `hazard` is the standing one that is the reason."""

    asset: AssetId
    command: Command
    reason: Reason
    hazard: Id | None = None


class Why(Fact):
    reason: Reason


class Because(Fact):
    """An optional reason."""

    reason: Reason | None = None


class Orders(Page):
    items: list[Order]


def shown(action: Action) -> Order:
    return Order.model_validate(action.model_dump())
