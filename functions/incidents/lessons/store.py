"""Storage of cases and statistics. Keys are spelled in the store files and nowhere else.

incident#<id>               case              a closed incident as counted; by community and month
figures#<community>         <month>           sums of a month, written with each closing
cause#<community>           <cause>           how often the same cause was closed
"""

from linli.store import Page, Write, find, listing
from linli.table import utc

from .model import Case, Cause, Figures


def case(incident_id: str) -> Case | None:
    return find(f"incident#{incident_id}", "case", Case)


def counting(case: Case) -> Write:
    listed = (_cases(case.community, case.month), f"{utc(case.closed_at)}#{case.id}")
    return Write(f"incident#{case.id}", "case", case, listed=listed)


def cases(community: str, month: str, after: str) -> Page[Case]:
    return listing(_cases(community, month), Case, after=after)


def figures(community: str, month: str) -> Figures:
    """The figures of a month; empty if nothing was closed."""
    return find(f"figures#{community}", month, Figures) or Figures(community=community, month=month)


def summing(figures: Figures) -> Write:
    return Write(f"figures#{figures.community}", figures.month, figures)


def cause(community: str, cause: str) -> Cause | None:
    return find(f"cause#{community}", cause, Cause)


def repeating(cause: Cause) -> Write:
    return Write(f"cause#{cause.community}", cause.cause, cause)


def _cases(community: str, month: str) -> str:
    return f"cases#{community}#{month}"
