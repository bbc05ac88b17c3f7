"""The DynamoDB row, and the three sparse indexes that every feature's table has.

`untold` finds rows with unpublished events (scanned by the sweeper), `due` finds deadlines (eight
shards, sorted by UTC time), `listed` serves the lists that a feature shows.
"""

import os
import zlib
from datetime import UTC, datetime
from typing import TypeVar

from pynamodb.attributes import ListAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection
from pynamodb.models import Model

from linli import aws
from linli.model import Noun

N = TypeVar("N", bound=Noun)
SHARDS = 8  # one partition would throttle an index above 1,000 writes/s
LOST = ("ConditionalCheckFailedException", "TransactionConflictException")  # a race


class Untold(GlobalSecondaryIndex["Row"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "untold"
        projection = KeysOnlyProjection()

    pk = UnicodeAttribute(hash_key=True)
    untold = UnicodeAttribute(range_key=True)


class Due(GlobalSecondaryIndex["Row"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "due"
        projection = KeysOnlyProjection()

    due_shard = UnicodeAttribute(hash_key=True)
    due = UnicodeAttribute(range_key=True)


class Listed(GlobalSecondaryIndex["Row"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "listed"
        projection = IncludeProjection(["body", "version"])

    list = UnicodeAttribute(hash_key=True)
    listed = UnicodeAttribute(range_key=True)


class Row(Model):
    """Attributes are only what a key, an index or a condition needs; all else is in `body`, as
    JSON.
    """

    class Meta:
        table_name = os.environ["TABLE"]
        region = os.environ["AWS_REGION"]
        max_retry_attempts = aws.ATTEMPTS - 1

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    version = NumberAttribute()
    body = UnicodeAttribute()
    commit = UnicodeAttribute()  # mark of the commit that wrote this version
    request = UnicodeAttribute(null=True)  # digest of the request that created it
    events = ListAttribute(of=UnicodeAttribute, null=True)
    untold = UnicodeAttribute(null=True)  # since when its events are unpublished
    due_shard = UnicodeAttribute(null=True)
    due = UnicodeAttribute(null=True)
    list = UnicodeAttribute(null=True)
    listed = UnicodeAttribute(null=True)
    expires = NumberAttribute(null=True)

    by_untold = Untold()
    by_due = Due()
    by_list = Listed()

    def noun(self, model: type[N]) -> N:
        return model.model_validate_json(self.body).model_copy(update={"version": self.version})


def shard(pk: str) -> str:
    """The row's partition in the `due` index; constant for its life."""
    return f"due#{zlib.crc32(pk.encode()) % SHARDS}"


def utc(at: datetime) -> str:
    """UTC, with constant width, so that lexical order is chronological."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
