"""Storage of devices that do not report. Keys are spelled in this file and nowhere else.

overdue#<community>      <kind>#<device>   a device whose report is overdue; deleted once it reports
unreported#<community>   unreported        their number, and the incident about them
"""

from collections.abc import Callable, Iterable

from events import Event
from linli.packs import beside
from linli.packs.keeping import delete_rows, put_rows
from linli.store import Write, commit, find, partition, until_settled

from .model import Overdue, Unreported

LAST = "~"  # sorts after all ids
Change = tuple[Unreported, list[Event]]


def overdue(community: str, kind: str, after: str, until: str | None) -> dict[str, Overdue]:
    """Those of a slice of the register's list, by device."""
    begins, ends = after or f"{kind}#", until or f"{kind}#{LAST}"
    rows = partition(_of(community), Overdue, after=begins, until=ends, limit=None)
    return {one.thing: one for one in rows}


def all_of(community: str) -> list[Overdue]:
    return partition(_of(community), Overdue, limit=None)


def keep(community: str, kind: str, rows: Iterable[Overdue]) -> bool:
    """Whether all could be written."""
    pk = _of(community)
    return not put_rows([beside.item(pk, f"{kind}#{one.thing}", one) for one in rows])


def forget(community: str, kind: str, things: Iterable[str]) -> bool:
    """Whether all could be deleted."""
    return not delete_rows([(_of(community), f"{kind}#{thing}") for thing in things])


def unreported(community: str) -> Unreported:
    return find(*_sum(community), Unreported) or Unreported(community=community)


def change(community: str, decide: Callable[[Unreported], Change]) -> None:
    """Loads, decides and writes, again on a conflict; nothing if nothing changes."""

    def settle() -> None:
        before = unreported(community)
        after, events = decide(before)
        if after != before:
            commit(Write(*_sum(community), after, tuple(events)))

    until_settled(settle)


def _of(community: str) -> str:
    return f"overdue#{community}"


def _sum(community: str) -> tuple[str, str]:
    return f"unreported#{community}", "unreported"
