"""Routes of a person's own notices and preferences."""

from functools import partial
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.notify.model import Preferences, Wishes
from functions.notify.notices import acts, rules
from functions.notify.notices import store as notices_store
from functions.notify.notices.model import Notice
from functions.notify.routes import api
from linli import clock
from linli.api import IfMatch
from linli.auth import Caller, CallerNow
from linli.city import city

from .together import inbox
from .views import Inbox, Receipt, Reply, Told, told

NoticeId = Annotated[str, Path(pattern=r"^[0-9a-f]{26}$")]
After = Annotated[str, Query(max_length=200)]


@api.get(
    "/v1/notify/notices",
    own=True,
    scope="notices",
    summary="The caller's notices, latest first; a page of unread ones may be short",
)
def list_notices(caller: CallerNow, unread: bool = False, after: After = "") -> Inbox:
    """Includes the bulk messages of the caller's places, whose reading is not tracked."""
    language = _wishes(caller).language
    page = notices_store.inbox(caller.id, after, unread=True) if unread else inbox(caller.id, after)
    return Inbox(items=[told(notice, language) for notice in page.items], next=page.next)


@api.post(
    "/v1/notify/notices/<notice_id>/receipts",
    own=True,
    scope="notices",
    status_code=201,
    summary="Confirm that a notice was delivered or read; the first time counts",
)
def receive_notice(notice_id: NoticeId, receipt: Receipt, caller: CallerNow) -> Told:
    act = rules.read if receipt.kind == "read" else partial(rules.deliver, channel="inbox")
    return _told(caller, acts.receive(caller.id, notice_id, act))


@api.post(
    "/v1/notify/notices/<notice_id>/answers",
    own=True,
    scope="notices",
    status_code=201,
    summary="Answer a notice (收到); the first time counts",
)
def answer_notice(notice_id: NoticeId, reply: Reply, caller: CallerNow) -> Told:
    act = partial(rules.answer, channel="inbox")
    return _told(caller, acts.receive(caller.id, notice_id, act))


@api.get(
    "/v1/notify/preferences",
    own=True,
    scope="preferences",
    summary="The caller's preferences: language, quiet hours, channels, large type and slow voice",
)
def show_preferences(caller: CallerNow) -> Preferences:
    return _wishes(caller)


@api.put(
    "/v1/notify/preferences",
    own=True,
    scope="preferences",
    summary="Set the caller's preferences; If-Match: 0 the first time",
)
def edit_preferences(wishes: Wishes, version: IfMatch, caller: CallerNow) -> Preferences:
    caller.not_by_card()  # otherwise its finder could keep the owner from being told
    return notices_store.prefer(Preferences(person=caller.id, **dict(wishes)), version)


def _wishes(caller: Caller) -> Preferences:
    return notices_store.preferences(caller.id, clock.now(city().code))


def _told(caller: Caller, notice: Notice) -> Told:
    return told(notice, _wishes(caller).language)
