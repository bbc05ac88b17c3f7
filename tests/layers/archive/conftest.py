"""A feature whose things speak, a clock to walk by, and the city's archive."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from tests.conftest import CONTEXT

HERE = "140105001001"
PERSONAL = "WR-1"  # which is not archived
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
HOLDS = timedelta(hours=1)
TODAY = datetime.now(UTC).replace(hour=16, minute=0, second=0, microsecond=0) - 2 * DAY


class Town:
    """Its times are minutes since midnight on the wall, some day not long ago."""

    def __init__(self, patch):
        from linli import clock
        from linli.keeper import Keeper
        from linli.summaries import noting

        self.keeper, self.numbers = (
            Keeper(kept, lambda _: HOLDS, lambda thing: thing != PERSONAL),
            count(),
        )
        patch.setattr(clock, "now", lambda _: TODAY + self.minutes * MINUTE)
        patch.setattr(noting, "notes", noting.Notes())
        self.minutes = 0

    def hear(self, thing, *samples, seq=None):
        """As a worker does."""
        from linli.messages import Message
        from linli.packs import keeping
        from linli.packs.model import packed
        from linli.refusals import digest
        from linli.signals import Device
        from linli.summaries import noting

        said = [
            {"at": (TODAY + at * MINUTE).isoformat(), "measures": {"level": value}}
            for at, value in samples
        ]
        number = next(self.numbers) if seq is None else seq
        message = Message.model_validate({"v": 1, "boot": 1, "seq": number, "samples": said})
        assert noting.note({Device(thing, HERE, "reading"): [message]}, kept)
        pack = packed(thing, message, digest(message.model_dump_json().encode()))
        assert not keeping.put([pack], kept)

    def walk(self, minutes=None):
        """At that time."""
        self.minutes = self.minutes if minutes is None else minutes
        return self.keeper.handler({}, CONTEXT)

    def ask(self, do, day=0, thing=None):
        """Of the day so many after the first; until it is done."""
        place = (0, "")
        while True:
            at = self.date(day)
            asked = {"do": do, "day": at, "thing": thing, "place": place}
            answer = self.keeper.handler(asked, CONTEXT)
            if answer["next"] is None:
                return answer["day"]
            place = answer["next"]

    def date(self, day):
        from linli.archive.model import dated

        return dated(TODAY + day * DAY)

    def history(self, thing, step, begins, ends):
        from linli.packs import paging

        span = (TODAY + begins * MINUTE, TODAY + ends * MINUTE)
        asks, found = paging.Asked("level", *span, step, HOLDS), []
        while True:
            told = paging.page(thing, asks, TODAY + 30 * DAY)
            found += told.items
            if told.next is None:
                return found
            asks = asks._replace(begins=told.next)


def kept(_):
    return timedelta(days=400)


@pytest.fixture
def bucket(row):
    """The archive: key → what lies there."""
    from linli import aws
    from linli.archive import bucket

    s3 = aws.client("s3")
    where = {"LocationConstraint": "cn-north-1"}
    s3.create_bucket(Bucket=bucket.BUCKET, CreateBucketConfiguration=where)

    def lies():
        found = s3.list_objects_v2(Bucket=bucket.BUCKET).get("Contents", [])
        return {one["Key"]: bucket.get(one["Key"]) for one in found}

    return lies


@pytest.fixture
def town(row, bucket, monkeypatch):
    return Town(monkeypatch)


@pytest.fixture
def packs(row):
    """All that the table has of them."""

    def packs():
        kept = ("pack#", "wide#")
        return sorted(
            (one.pk, one.sk)
            for one in row.scan(attributes_to_get=["pk", "sk"])
            if one.pk.startswith(kept)
        )

    return packs


@pytest.fixture
def lose(row):
    """Takes rows behind the product's back."""

    def lose(*keys):
        for pk, sk in keys:
            row(pk, sk).delete()

    return lose
