"""The draft of a report: time, place, event, casualties, measures. Pure."""

from collections.abc import Iterable
from datetime import datetime

from functions.incidents.grading.model import Category, Statement
from functions.incidents.model import Entry, Incident
from functions.incidents.reports.model import Duty
from functions.incidents.statutory import Figures
from linli.notices import names_a_person

from . import wording
from .views import Draft

LAST = 12  # measures listed; the timeline has all


def draft(
    incident: Incident,
    duty: Duty,
    to: str,
    category: Category | None,
    known: Figures,
    facts: Iterable[Entry],
    statements: Iterable[Statement],
    now: datetime,
) -> Draft:
    what = category.zh if category else incident.category
    told = incident.what if incident.what and not names_a_person(incident.what) else ""
    done = wording.measures(facts, statements)[-LAST:]
    steps = ";".join(f"{wording.moment(one.at)} {one.zh}" for one in done)
    lines = [
        f"{to}:",
        f"{'补报' if duty.reported or '@' in duty.id else '首报'}"
        f"(工单{incident.number or incident.id[:8]},{duty.article})",
        f"一、时间:{wording.moment(incident.hazard_at)}",
        f"二、地点:{wording.place(incident)}",
        f"三、类别与等级:{what}({incident.category}),{wording.grade(incident)}",
        f"四、简要情况:{told or wording.UNKNOWN}",
        f"五、伤亡损失:{wording.figures(known)}",
        f"六、已采取措施:{steps or wording.UNKNOWN}",
        f"七、报告时间:{wording.moment(now)}",
    ]
    return Draft(duty=duty.id, to=duty.to, deadline=duty.deadline, as_of=now, zh="\n".join(lines))
