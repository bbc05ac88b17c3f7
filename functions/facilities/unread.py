"""Routes of what devices sent and could not be taken."""

from functions.facilities.routes import After, api
from linli import quarantine
from linli.auth import CallerNow
from linli.city import city
from linli.model import Noun

from .assets.views import Page


class Unread(Noun):
    """A message in quarantine, without what it said: that may be personal."""

    id: str
    queue: str
    why: str
    kept_at: str
    replays: int


class Quarantine(Page):
    items: list[Unread]


@api.get(
    "/v1/facilities/quarantine",
    action="list_quarantine",
    summary="Messages that could not be taken, the longest waiting first",
)
def list_quarantine(caller: CallerNow, after: After = "") -> Quarantine:
    caller.must(city().code)
    page = quarantine.waiting(after)
    items = [Unread.model_validate(kept.model_dump()) for kept in page.items]
    return Quarantine(items=items, next=page.next)
