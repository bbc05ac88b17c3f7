"""Messages too long for one frame: each part is a message, and says which of how many it is.

How a sender cuts was not read. Here it is between items; a time of data that each part repeats is
taken once.
"""

from collections.abc import Iterable, Iterator

from linli.standards.malformed import TooLong

from .data import DIVIDED, Data, Group
from .errors import WrongPart
from .items import TIME

LARGEST = 950  # bytes between the marks of a part


def divide(data: Data, largest: int = LARGEST) -> tuple[Data, ...]:
    """Itself, where it is short enough."""
    if len(_said(data.cp)) <= largest:
        return (data,)
    pieces = tuple(_pieces(data.cp, largest))
    flag, of = data.flag | DIVIDED, len(pieces)
    return tuple(
        data._replace(flag=flag, cp=cp, part=(number, of)) for number, cp in enumerate(pieces, 1)
    )


def join(parts: Iterable[Data]) -> Data | None:
    """The message of which these are the parts, in any order and however often each came; None if
    one is still missing.
    """
    found: dict[int, Data] = {}
    for one in parts:
        number, _ = one.part or (1, 1)
        if found.setdefault(number, one) != one or not _alike(one, next(iter(found.values()))):
            raise WrongPart
    if not found:
        return None
    first = next(iter(found.values()))
    if len(found) < (first.part or (1, 1))[1]:
        return None
    groups = tuple(_once(group for number in sorted(found) for group in found[number].cp))
    return first._replace(flag=first.flag & ~DIVIDED, cp=groups, part=None)


def _alike(one: Data, other: Data) -> bool:
    part = one.part and (0, one.part[1]), other.part and (0, other.part[1])
    return one._replace(cp=(), part=part[0]) == other._replace(cp=(), part=part[1])


def _pieces(groups: Iterable[Group], largest: int) -> Iterator[tuple[Group, ...]]:
    piece: tuple[Group, ...] = ()
    for group in groups:
        if len(_said((group,))) > largest:
            raise TooLong
        if piece and len(_said((*piece, group))) > largest:
            yield piece
            piece = ()
        piece = (*piece, group)
    yield piece


def _once(groups: Iterable[Group]) -> Iterator[Group]:
    times = set()
    for group in groups:
        if TIME not in dict(group) or group not in times:
            yield group
        times.add(group)


def _said(groups: Iterable[Group]) -> bytes:
    return ";".join(",".join(map("=".join, group)) for group in groups).encode()
