"""The aggregates of a measure per step of time: from summaries, and from packs where there are
none.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from linli.aggregates.folding import HOUR, By, begin, by, joined, steps
from linli.aggregates.model import Part
from linli.packs import reading

from . import store
from .model import DAYS, HOURS, Sort, Span, gaps

GAPS = 20  # stretches without a summary, per page, that are read from packs


class Asked(NamedTuple):
    measure: str
    width: timedelta
    holds: timedelta


class Gathered(NamedTuple):
    """Aggregates by the beginning of their step; `ends` is up to where all is known."""

    parts: dict[datetime, Part]
    ends: datetime


def gather(thing: str, asked: Asked, span: Span, least: datetime, look: int) -> Gathered:
    """Read about `look` packs, but everything before `least`. What precedes the span and still
    counts in it is included.
    """
    known: list[By] = []
    left, ends = [(span[0] - asked.holds, span[1])], span[1]
    for sort in (DAYS, HOURS) if asked.width >= HOUR else (HOURS,):
        rows = [one for gap in left for one in _kept(sort, thing, asked, gap)]
        known += [parts for _, parts in rows]
        left = [gap for one in left for gap in gaps(one, (own for own, _ in rows))]
        if further := [gap[0] for gap in left[GAPS:] if gap[0] >= least]:
            ends = further[0]
            left = [gap for gap in left if gap[0] < ends]
    for gap in left:
        if look <= 0 and gap[0] >= least:
            ends = gap[0]
            break
        found = reading.some(thing, *gap, least, look)
        known.append(by(found.points, asked.width, asked.holds))
        look -= found.packs
        if found.ends < gap[1]:
            ends = found.ends
            break
    ends = ends if ends == span[1] else begin(ends, asked.width)
    parts = joined(known).get(asked.measure, [])
    return Gathered(steps((one for one in parts if one.first.at < ends), asked.width), ends)


def _kept(sort: Sort, thing: str, asked: Asked, span: Span) -> Iterator[tuple[Span, By]]:
    """The parts of each summary that lie in the span, at the width that it has."""
    for row in store.between(sort, thing, begin(span[0], sort.width), span[1]):
        if row.holds != asked.holds.total_seconds():
            continue
        grain = row.grain(asked.width)
        begins = max(row.begins, span[0] + (begin(span[0], grain) - span[0]) % grain)
        ends = min(row.begins + sort.width, begin(span[1], grain))
        if begins < ends:
            parts = row.by(asked.width).get(asked.measure, [])
            known = [one for one in parts if begins <= one.first.at < ends]
            yield (begins, ends), {asked.measure: known}
