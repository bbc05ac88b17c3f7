"""Requests and responses of linked actions."""

from typing import Annotated

from pydantic import StringConstraints

from functions.facilities.assets.views import Page
from functions.facilities.hazards import views as hazards
from functions.facilities.model import AssetId, Command
from linli.model import Fact
from linli.roles import Role

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


class KindCommand(Fact):
    """A command that the asset's kind takes. `certified`: the asset is certified for it, or for
    what it undoes. An empty `by`: nobody gives it by hand, it only follows from hazards.
    """

    command: Command
    certified: bool
    by: tuple[Role, ...]


class AssetNow(hazards.AssetNow):
    """An asset with its open hazards, its latest readings by measure, and the commands of its
    kind.
    """

    commands: list[KindCommand]


class Ordered(Order):
    """An order, and who may undo it: nobody, if its row names no command that does so."""

    undo_by: tuple[Role, ...]


class Orders(Page):
    items: list[Ordered]


def shown(action: Action, undo_by: tuple[Role, ...]) -> Ordered:
    known = action.model_dump(include=set(Order.model_fields))
    return Ordered.model_validate({**known, "undo_by": undo_by})
