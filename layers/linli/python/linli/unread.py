"""Routes for operators: list, replay and drop quarantined messages, list and redrive dead letters.

A feature with queues calls `routes(api)`. The routes are for the whole city, because an unreadable
message belongs to no place; who replayed it is recorded.
"""

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import StringConstraints

from linli import clock, decisions, quarantine, queues
from linli.anonymous import must_name_nobody
from linli.api import Api, IdempotencyKey
from linli.auth import CallerNow
from linli.city import city
from linli.errors import NotFound, Refused
from linli.model import Fact, Noun
from linli.observe import logger
from linli.quarantine import ACTIONS, Quarantine, Unread
from linli.request import Request
from linli.store import Write, commit, create, listing, load, stored, until_settled
from linli.table import utc

LIST = "redrives"
MOST = 100  # per request, well within the time limit; the next request continues
After = Annotated[str, Query(max_length=200)]
MessageId = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,100}$")]


class Redrive(Noun):
    """One redrive: how many were `found`, `moved`, and `left` afterwards.

    Without `ended_at` it was interrupted; repeating the request continues it.
    """

    id: str
    by: str
    at: datetime
    found: int
    moved: int = 0
    left: int | None = None
    ended_at: datetime | None = None


class Dropping(Fact):
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=200)]


class Redrives(Fact):
    """`waiting` is the number of dead letters now."""

    waiting: int
    items: list[Redrive]
    next: str | None


def routes(api: Api, looking: str = ACTIONS[0]) -> None:
    """`looking` is the action required to view the quarantine."""
    of, (_, replay, drop, past, redrive) = f"/v1/{api.feature}", ACTIONS
    look = "Messages that could not be taken, the longest waiting first; or those settled"
    api.get(f"{of}/quarantine", action=looking, summary=look)(list_quarantine)
    api.post(
        f"{of}/quarantine/<message_id>/replays",
        action=replay,
        status_code=201,
        summary="Replay a quarantined message once",
    )(replay_message)
    api.post(
        f"{of}/quarantine/<message_id>/drops",
        action=drop,
        status_code=201,
        summary="Drop a quarantined message with the reason, once",
    )(drop_message)
    api.get(
        f"{of}/redrives",
        action=past,
        summary="The number of dead letters, and who retried them, latest first",
    )(list_redrives)
    api.post(
        f"{of}/redrives",
        action=redrive,
        status_code=201,
        summary="Retry up to a hundred dead letters",
    )(redrive_messages)


def list_quarantine(caller: CallerNow, replayed: bool = False, after: After = "") -> Quarantine:
    caller.must(city().code)
    return quarantine.unread(after, again=replayed)


def replay_message(message_id: MessageId, key: IdempotencyKey, caller: CallerNow) -> Unread:
    caller.must(city().code)
    request = caller.request(key, Fact(), message_id)
    return quarantine.shown(decisions.replay(message_id, caller.id, request))


def drop_message(
    message_id: MessageId, body: Dropping, key: IdempotencyKey, caller: CallerNow
) -> Unread:
    caller.must(city().code)
    must_name_nobody(reason=body.reason)
    request = caller.request(key, body, message_id)
    return quarantine.shown(decisions.drop(message_id, caller.id, body.reason, request))


def list_redrives(caller: CallerNow, after: After = "") -> Redrives:
    caller.must(city().code)
    page = listing(LIST, Redrive, after=after, newest=True)
    return Redrives(waiting=queues.dead(), items=page.items, next=page.next)


def redrive_messages(key: IdempotencyKey, caller: CallerNow) -> Redrive:
    caller.must(city().code)
    begun = _begun(caller.request(key, Fact()), caller.id)
    if begun.ended_at:
        return begun
    moved = queues.revive(min(MOST, begun.found), quarantine.keep)
    logger.info("redriven", redrive=begun.id, moved=moved, by=caller.id)
    return until_settled(lambda: _ended(begun.id, moved))


def _begun(request: Request, by: str) -> Redrive:
    """Stored before anything moves, so that a repeated request finds it."""
    try:
        return _of(request.mark)
    except NotFound:
        found = queues.dead()
    if not found:
        raise Refused("nothing-dead")
    new = Redrive(id=request.mark, by=by, at=clock.now(""), found=found)
    return create(written(new, request.digest), model=Redrive)


def _ended(redrive_id: str, moved: int) -> Redrive:
    before = _of(redrive_id)
    new = {"moved": before.moved + moved, "left": queues.dead(), "ended_at": clock.now("")}
    after = before.model_copy(update=new)
    commit(written(after))
    return stored(after)


def _of(redrive_id: str) -> Redrive:
    return load(f"redrive#{redrive_id}", "redrive", Redrive)


def written(redrive: Redrive, request: str | None = None) -> Write:
    place = LIST, f"{utc(redrive.at)}|{redrive.id}"
    return Write(f"redrive#{redrive.id}", "redrive", redrive, listed=place, request=request)
