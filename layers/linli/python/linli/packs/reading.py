"""Reading packs: those with samples in a span of time, and the newest."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from linli.counted import Counted
from linli.errors import Refused
from linli.messages import AHEAD, BEHIND
from linli.observe import logger, remark
from linli.points import Point, TooMany, ordered

from .keeping import client
from .model import SPAN, Pack, partition, points, read, stamp

REACH = {False: SPAN, True: AHEAD + BEHIND}  # how far a pack's samples may precede its own time
LOOK = 200  # packs per read, after which it may stop
MOST = 20_000  # packs per request
AGAIN = 20  # latest packs, among which an older message may have been redated
TOLD = 50_000  # samples for re-evaluating alarms: a week of four a minute, some 65 MB
MOMENT = timedelta(microseconds=1)
END = "~"


class Stretch(NamedTuple):
    """All samples from `begins` until before `ends`."""

    begins: datetime
    ends: datetime
    points: list[Point]
    packs: int


def each(thing: str, begins: datetime, ends: datetime) -> Iterator[Pack]:
    """Iterates over all packs that may have samples in that time, without holding them."""
    yield from _packs(thing, begins, ends, wide=False)
    yield from _packs(thing, begins, ends, wide=True)


def packs(thing: str, begins: datetime, ends: datetime) -> list[Pack]:
    return list(each(thing, begins, ends))


def between(thing: str, begins: datetime, ends: datetime) -> list[Point]:
    """All samples in that time, unordered."""
    return _within(packs(thing, begins, ends), begins, ends)


def since(thing: str, after: datetime, until: datetime, most: int | None = None) -> list[Point]:
    """As `between`, newest packs first; TooMany if a function's memory could not hold them."""
    found: list[Pack] = []
    left = TOLD if most is None else most
    for wide in (False, True):
        for pack in _packs(thing, after, until, wide=wide, newest=True):
            left -= pack.samples
            if left < 0:
                remark(Counted.TOO_DENSE)
                logger.warning("alarms are told of the last samples alone", thing=thing, at=pack.at)
                raise TooMany(pack.at + MOMENT)
            found.append(pack)
    return _within(found, after, until)


def some(
    thing: str, begins: datetime, ends: datetime, least: datetime, look: int = LOOK
) -> Stretch:
    """Samples of that time from its beginning, from about `look` packs but everything before
    `least`, and all wide ones. Refused if these are more than a function should hold.
    """
    found: list[Pack] = []
    for pack in _at_most(MOST, _packs(thing, begins, ends, wide=False)):
        found.append(pack)
        # a pack dated later begins at most SPAN before that
        if len(found) >= look and pack.at - SPAN > least:
            ends = min(ends, pack.at - SPAN)
            break
    found += _at_most(MOST - len(found), _packs(thing, begins, ends, wide=True))
    return Stretch(begins, ends, _within(found, begins, ends), len(found))


def latest(thing: str) -> Point | None:
    """The newest sample by event time; a repeated message counts at its first time."""
    return _newest(thing, AGAIN)


def spoke(thing: str) -> Point | None:
    """The newest sample; a repeated message counts too."""
    return _newest(thing, 1)


def _newest(thing: str, of: int) -> Point | None:
    newest = [pack for wide in (False, True) for pack in _query(thing, wide=wide, newest=of)]
    return next(reversed(ordered(points(newest))), None)


def _packs(
    thing: str, begins: datetime, ends: datetime, *, wide: bool, newest: bool = False
) -> Iterator[Pack]:
    last = stamp(ends + REACH[wide]) + END
    return _query(thing, wide=wide, begins=stamp(begins), ends=last, backwards=newest)


def _query(
    thing: str,
    *,
    wide: bool,
    begins: str = "0",
    ends: str = END,
    newest: int = 0,
    backwards: bool = False,
) -> Iterator[Pack]:
    asked: dict[str, Any] = {
        "TableName": os.environ["TABLE"],
        "KeyConditionExpression": "pk = :pk AND sk BETWEEN :begins AND :ends",
        "ExpressionAttributeValues": {
            ":pk": {"S": partition(thing, wide=wide)},
            ":begins": {"S": begins},
            ":ends": {"S": ends},
        },
        "ConsistentRead": True,
        "ScanIndexForward": not (backwards or newest),
        **({"Limit": newest} if newest else {}),
    }
    while True:
        answer = client().query(**asked)
        for item in answer["Items"]:
            yield read(item["pk"]["S"], item["sk"]["S"], item["b"]["S"])
        if newest or "LastEvaluatedKey" not in answer:
            return
        asked["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def _at_most(most: int, packs: Iterator[Pack]) -> Iterator[Pack]:
    for number, pack in enumerate(packs):
        if number >= most:
            raise Refused("too-dense", 422)
        yield pack


def _within(found: list[Pack], begins: datetime, ends: datetime) -> list[Point]:
    return [point for point in points(found) if begins <= point.at < ends]
