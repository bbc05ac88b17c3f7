"""Routes of balances and losses: the count of each device's hour, and what is missing."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import AwareDatetime

from functions.devices.kinds.model import PERSONAL
from functions.devices.routes import After, Of, api
from linli.auth import CallerNow
from linli.city import city
from linli.model import Fact

from . import acts, store
from .model import Balance, LossShown
from .unreported import store as unreported
from .unreported.model import Late


class Missing(Fact):
    """The devices of the community that send at present but do not report: how many, and some of
    those not personal.
    """

    devices: int
    named: list[Late]


class Balances(Fact):
    """`unreported` is on the first page."""

    items: list[Balance]
    next: str | None
    unreported: Missing | None = None


class Losses(Fact):
    items: list[LossShown]
    next: str | None


@api.get(
    "/v1/devices/balances",
    action="list_balances",
    summary="The messages that devices report to have sent in an hour, and those that are stored",
)
def list_balances(
    community: Of,
    hour: Annotated[AwareDatetime, Query()],
    caller: CallerNow,
    short: Annotated[bool, Query()] = False,
    after: After = "",
) -> Balances:
    """With `short`, only those that do not balance; a page may be empty although there
    is a `next`.
    """
    caller.must(community)
    if caller.may_each([(community, {"kind": PERSONAL})])[0]:
        page = store.balances(community, hour, after, short=short)
    else:
        page = acts.impersonal(community, hour, after, short=short)
    missing = None if after else _missing(community)
    return Balances(items=page.items, next=page.next, unreported=missing)


def _missing(community: str) -> Missing:
    found = unreported.unreported(community)
    return Missing(devices=found.devices, named=list(found.named))


@api.get(
    "/v1/devices/losses",
    action="list_losses",
    summary="Hours with missing messages, latest first; with `over`, the closed ones",
)
def list_losses(
    caller: CallerNow, over: Annotated[bool, Query()] = False, after: After = ""
) -> Losses:
    caller.must(city().code)
    page = store.losses(is_open=not over, after=after)
    return Losses(items=[one.shown() for one in page.items], next=page.next)
