"""Routes of registered tests."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.facilities.assets import store as assets
from functions.facilities.assets.views import Page
from functions.facilities.hazards.known import NUMBERS
from functions.facilities.routes import After, api
from linli import clock
from linli.anonymous import must_name_nobody
from linli.api import IdempotencyKey
from linli.auth import Caller, CallerNow
from linli.errors import NotFound
from linli.places import Community
from linli.store import until_settled

from . import rules, store
from .model import Wanted, Window

LONGEST = NUMBERS["test-longest"].span
Id = Annotated[str, Path(pattern="^[0-9a-f]{26}$")]


class Windows(Page):
    items: list[Window]


@api.post(
    "/v1/facilities/windows",
    action="propose_window",
    status_code=201,
    summary="Propose a test of fire installations, which another person must approve",
)
def propose_window(wanted: Wanted, key: IdempotencyKey, caller: CallerNow) -> Window:
    must_name_nobody(reason=wanted.reason)
    caller.must(wanted.community)
    now = clock.now(wanted.community)
    window = rules.proposed(wanted, caller.id, caller.derive(key), LONGEST(now), now)
    asset = None
    with suppress(NotFound):
        asset = assets.asset(window.asset_id) if window.asset_id else None
    return store.propose(rules.placed(window, asset), request=caller.digest(wanted))


@api.get(
    "/v1/facilities/windows",
    action="list_windows",
    summary="The tests of a community, latest first",
)
def list_windows(
    community: Annotated[Community, Query()], caller: CallerNow, after: After = ""
) -> Windows:
    caller.must(community)
    page = store.windows(community, after)
    return Windows(items=page.items, next=page.next)


@api.post(
    "/v1/facilities/windows/<window_id>/approvals",
    action="approve_window",
    status_code=201,
    summary="Approve a test that another person proposed",
)
def approve_window(window_id: Id, caller: CallerNow) -> Window:
    return _changed(caller, window_id, rules.approved)


@api.post(
    "/v1/facilities/windows/<window_id>/endings",
    action="end_window",
    status_code=201,
    summary="End a test early, or cancel it: from now on every alarm is a real one",
)
def end_window(window_id: Id, caller: CallerNow) -> Window:
    return _changed(caller, window_id, rules.ended)


def _changed(
    caller: Caller, window_id: str, decide: Callable[[Window, str, datetime], Window]
) -> Window:
    def change() -> Window:
        before = store.window(window_id)
        caller.must(before, proposer=before.proposer)
        after = decide(before, caller.id, clock.now(before.community))
        return before if after == before else store.save(after)

    return until_settled(change)
