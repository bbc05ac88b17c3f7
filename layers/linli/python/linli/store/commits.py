"""Committing writes: all or nothing, each only if nobody else changed its row meanwhile."""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar
from uuid import uuid4

from pynamodb.connection import Connection
from pynamodb.exceptions import PynamoDBException, TransactWriteError, UpdateError
from pynamodb.transactions import TransactWrite

from linli import aws
from linli.errors import Conflict, Invalid, Stale
from linli.model import Noun
from linli.store.reads import load
from linli.store.writes import Write
from linli.table import LOST, Row

N = TypeVar("N", bound=Noun)
T = TypeVar("T")
LONGEST_PAUSE = 0.3  # seconds

connection = Connection(region=Row.Meta.region, max_retry_attempts=aws.ATTEMPTS - 1)


def commit(*writes: Write) -> None:
    """Write all or none. Conflict if another writer changed one of the rows since it was loaded."""
    mark = uuid4().hex
    try:
        if len(writes) == 1:
            [one] = writes  # costs half of what a transaction does
            Row(one.pk, one.sk).update(one.actions(mark), condition=one.unchanged())
            return
        with TransactWrite(connection=connection, client_request_token=mark) as transaction:
            for one in writes:
                row = Row(one.pk, one.sk)
                transaction.update(row, actions=one.actions(mark), condition=one.unchanged())
    except (UpdateError, TransactWriteError) as error:
        if not _lost_race(error):
            raise
        if not _was_ours(writes[0], mark):  # the write succeeded, only its answer was lost
            raise Conflict from error


def create(write: Write, *others: Write, model: type[N]) -> N:
    """Write a new noun; a repeated request gets the noun that the first one created, as it is now.

    Invalid if the idempotency key was used for another request.
    """
    try:
        commit(write, *others)
    except Conflict:
        before = created(write.pk, write.sk, write.request, model)
        if before is None:
            raise  # the conflict was about one of `others`
        return before
    return model.model_validate(stored(write.noun))


def revise(pk: str, sk: str, noun: N, version: int) -> N:
    """Replace the given version, 0 to create. Stale, with the current noun, if it has another."""
    new = noun.model_copy(update={"version": version or None})
    try:
        commit(Write(pk, sk, new))
    except Conflict:
        raise Stale(load(pk, sk, type(noun)), version) from None
    return stored(new)


def created(pk: str, sk: str, request: str | None, model: type[N]) -> N | None:
    """What the same request created before, as it is now; None if this is the first time.

    Ask this before a decision whose inputs may have changed since that first time. Invalid as
    for `create`.
    """
    try:
        row = Row.get(pk, sk, consistent_read=True)
    except Row.DoesNotExist:
        return None
    if row.request != request:
        raise Invalid("idempotency-key-reused", "/headers/idempotency-key") from None
    return row.noun(model)


def stored(noun: N) -> N:
    """The noun with the version that its row has once this one is committed."""
    return noun.model_copy(update={"version": (noun.version or 0) + 1})


def until_settled(change: Callable[[], T], tries: int = 5, pause: float = 0) -> T:
    """Run `change` (load, decide, commit) until it does not conflict; after `tries`, Conflict.

    `pause` (seconds) is for rows that many writers contend for: a random wait between tries, its
    upper bound doubling each time up to LONGEST_PAUSE.
    """
    for lost in range(tries - 1):
        with suppress(Conflict):
            return change()
        if pause:
            time.sleep(random.uniform(0, min(pause * 2**lost, LONGEST_PAUSE)))  # noqa: S311
    return change()


def counter(pk: str, sk: str = "counter") -> int:
    """The next of the consecutive numbers of this row. A crash may leave a gap, never a repeat."""
    row = Row(pk, sk)
    row.update([Row.version.add(1), Row.body.set("{}"), Row.commit.set(uuid4().hex)])
    return int(row.version)


def _lost_race(error: PynamoDBException) -> bool:
    if isinstance(error, TransactWriteError):
        reasons = {reason.code for reason in error.cancellation_reasons if reason}
        return bool(reasons & {"ConditionalCheckFailed", "TransactionConflict"})
    return error.cause_response_code in LOST


def _was_ours(write: Write, commit: str) -> bool:
    try:
        return bool(Row.get(write.pk, write.sk, consistent_read=True).commit == commit)
    except Row.DoesNotExist:
        return False
