"""Routes of what devices sent and could not be taken."""

from functions.facilities.routes import After, api
from linli import quarantine
from linli.auth import CallerNow
from linli.city import city
from linli.quarantine import Unread

from .assets.views import Page


class Quarantine(Page):
    items: list[Unread]


@api.get(
    "/v1/facilities/quarantine",
    action="list_quarantine",
    summary="Messages that could not be taken, the longest waiting first",
)
def list_quarantine(caller: CallerNow, after: After = "") -> Quarantine:
    caller.must(city().code)
    page = quarantine.unread(after)
    return Quarantine(items=page.items, next=page.next)
