"""What must be said before an incident is closed. Pure."""

from collections.abc import Iterable

from functions.incidents.reports.model import Duty
from linli.errors import Refused

OURS = ("community", "unit_head", "clinic")  # levels above answer for their own


def undone(duties: Iterable[Duty]) -> list[str]:
    """First reports that were due from here, of it and of what was joined to it, and that nobody
    wrote down.
    """
    return sorted({one.id for one in duties if one.by in OURS and not one.reported})


def must_be_reported(left: list[str], why: str | None) -> None:
    """A report is neither left out nor hidden (L-EM#61): who closes without it says why."""
    if left and why is None:
        raise Refused("not-reported")


def note(lesson: str, left: list[str], why: str | None) -> str:
    return f"{lesson}; unreported {', '.join(left)}: {why}" if left else lesson
