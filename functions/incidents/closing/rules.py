"""What must be stated before an incident is closed. Pure."""

from collections.abc import Iterable

from functions.incidents import tally
from functions.incidents.model import Member
from functions.incidents.reports.model import Duty
from linli.errors import Refused

BY_PEOPLE = ("patrol", "report")  # measures of hazards that people found: an inspector ends them
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


def must_be_sensed(hazards: Iterable[Member]) -> None:
    """No sensor may be called out of order while none is abnormal, nor instead of an inspection."""
    known = (one for one in hazards if one.parted_to is None)
    abnormal = {one.measure for one in known if tally.is_abnormal(one)}
    if not abnormal:
        raise Refused("sensor-normal")
    if not abnormal.isdisjoint(BY_PEOPLE):
        raise Refused("inspect-first")


def note(lesson: str, left: list[str], unreported: str | None, sensor_fault: str | None) -> str:
    """The text on the timeline, whose codes the screens show in words."""
    lines = [lesson]
    if left:
        lines.append(f"unreported {', '.join(left)}: {unreported}")
    if sensor_fault:
        lines.append(f"sensor fault: {sensor_fault}")
    return "; ".join(lines)
