"""Routes of bulk messages, for those who warn and inform a community."""

from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.notify import templates, wording
from functions.notify.routes import api
from functions.notify.segments import segments
from linli import clock, rates
from linli.api import IdempotencyKey
from linli.auth import Caller, CallerNow
from linli.errors import Refused
from linli.places import Place

from . import acts, pages, rules, sending, store
from .asked import BulkAsked
from .model import MOST as MOST_PAGES
from .model import PAGE, Bulk, Preview, Shown, Texts
from .views import Bulks, Detail, detail

BulkId = Annotated[str, Path(pattern=r"^[0-9a-f]{26}$")]
Of = Annotated[Place, Query()]
After = Annotated[str, Query(max_length=200)]
HOUR, MOST = timedelta(hours=1), 20  # drafts per person and hour, as each counts all people
COUNTED_IN = 8.0  # seconds, after which the count is "at least"


@api.post(
    "/v1/notify/bulks",
    action="start_bulk",
    status_code=201,
    summary="Draft a message to many, and count its recipients; a resumption starts it",
)
def draft_bulk(body: BulkAsked, key: IdempotencyKey, caller: CallerNow) -> Shown:
    caller.must(body.place)
    rates.take(f"bulks#{caller.id}", MOST, HOUR, datetime.now(UTC))
    texts, now = _texts(body), clock.now(body.place)
    drafted = rules.draft(body, caller.derive(key), caller.id, texts, _preview(body, texts), now)
    return store.draft(drafted, caller.digest(body)).shown()


@api.get("/v1/notify/bulks", action="list_bulks", summary="The latest messages to many in a place")
def list_bulks(caller: CallerNow, place: Of, after: After = "") -> Bulks:
    caller.must(place)
    page = store.bulks(place, after)
    return Bulks(items=[bulk.shown() for bulk in page.items], next=page.next)


@api.get(
    "/v1/notify/bulks/<bulk_id>",
    action="show_bulk",
    summary="A message to many: progress, speed and outcomes",
)
def show_bulk(bulk_id: BulkId, caller: CallerNow) -> Detail:
    bulk = store.bulk(bulk_id)
    caller.must(bulk)
    return _detail(bulk)


@api.post(
    "/v1/notify/bulks/<bulk_id>/pauses",
    action="pause_bulk",
    status_code=201,
    summary="Pause a message to many",
)
def pause_bulk(bulk_id: BulkId, caller: CallerNow) -> Detail:
    return _act(bulk_id, caller, rules.pause)


@api.post(
    "/v1/notify/bulks/<bulk_id>/resumptions",
    action="resume_bulk",
    status_code=201,
    summary="Start a draft, or resume a paused message",
)
def resume_bulk(bulk_id: BulkId, caller: CallerNow) -> Detail:
    return _act(bulk_id, caller, rules.resume)


@api.post(
    "/v1/notify/bulks/<bulk_id>/cancellations",
    action="cancel_bulk",
    status_code=201,
    summary="Cancel a message to many; reports of messages in flight are still accepted",
)
def cancel_bulk(bulk_id: BulkId, caller: CallerNow) -> Detail:
    return _act(bulk_id, caller, rules.cancel)


def _act(bulk_id: str, caller: Caller, decide: acts.Decide) -> Detail:
    caller.must(store.bulk(bulk_id))
    return _detail(acts.act(bulk_id, caller.id, decide))


def _detail(bulk: Bulk) -> Detail:
    counts = pages.tally(store.pages(bulk.id))
    return detail(bulk, counts, clock.now(bulk.community))


def _texts(asked: BulkAsked) -> Texts:
    """The texts that everybody gets: a template's brief ones."""
    if asked.texts:
        return asked.texts
    key = asked.template or ""
    template = templates.tellable(key, asked.variables)
    zh, en = (
        wording.outgoing(key, template, asked.variables, asked.channel, language).text
        for language in ("zh", "en")
    )
    return Texts(zh=zh, en=en)


def _preview(asked: BulkAsked, texts: Texts) -> Preview:
    began, recipients, with_phone = monotonic(), 0, 0
    after: str | None = ""
    while after is not None and monotonic() - began < COUNTED_IN:
        people, after = sending.count(asked.place, asked.role, after)
        recipients += len(people)
        if recipients > PAGE * MOST_PAGES:
            raise Refused("bulk-too-large")
        with_phone += sum(1 for one in people if one.get("phone"))
    return Preview(
        recipients=recipients,
        with_phone=with_phone,
        complete=after is None,
        segments=segments(texts.zh),
    )
