"""A row as DynamoDB keeps it, and the three sparse indexes that every feature's table has.

`untold` for the sweeper's scan, `due` (in eight shards, by UTC time) for deadlines, `listed` for
the lists a feature shows.
"""

import os
import zlib
from datetime import UTC, datetime
from typing import TypeVar

from pynamodb.attributes import ListAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection
from pynamodb.models import Model

from linli.model import Noun

N = TypeVar("N", bound=Noun)
SHARDS = 8  # one constant partition of an index would throttle its table past 1,000 writes/s
LOST = ("ConditionalCheckFailedException", "TransactionConflictException")  # races


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
    """Only what a key, an index or a condition needs is an attribute; the rest is in `body`."""

    class Meta:
        table_name = os.environ["TABLE"]
        region = os.environ["AWS_REGION"]

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    version = NumberAttribute()
    body = UnicodeAttribute()
    commit = UnicodeAttribute()  # who wrote this version
    request = UnicodeAttribute(null=True)  # digest of the request that created it
    events = ListAttribute(of=UnicodeAttribute, null=True)
    untold = UnicodeAttribute(null=True)  # since when
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
    """Partition of the `due` index, the same for a row all its life."""
    return f"due#{zlib.crc32(pk.encode()) % SHARDS}"


def utc(at: datetime) -> str:
    """UTC and of constant width, so that the order of texts is the order of times."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
