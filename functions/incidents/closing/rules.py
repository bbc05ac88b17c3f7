"""What must be stated before an incident is closed. Pure."""

from collections.abc import Iterable

from functions.incidents.reports.model import Duty
from linli.errors import Refused

OURS = ("community", "unit_head", "clinic")  # higher levels answer for their own reports


def undone(duties: Iterable[Duty]) -> list[str]:
    """Initial reports that were due from the community and not recorded, of this incident and of
    those joined to it.
    """
    return sorted({one.id for one in duties if one.by in OURS and not one.reported})


def must_be_reported(left: list[str], why: str | None) -> None:
    """No report may be omitted or concealed (L-EM#61): closing without one needs a reason."""
    if left and why is None:
        raise Refused("not-reported")


def note(lesson: str, left: list[str], why: str | None) -> str:
    return f"{lesson}; unreported {', '.join(left)}: {why}" if left else lesson
