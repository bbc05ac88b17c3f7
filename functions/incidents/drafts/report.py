"""The draft of a report: time, place, event, casualties, measures. Pure."""

from datetime import datetime

from functions.incidents.model import Incident
from functions.incidents.reports.model import Duty
from linli.anonymous import names_a_person
from linli.laws import cited

from . import wording
from .sheet import Found
from .views import Draft

LAST = 12  # measures listed; the timeline has all


def draft(incident: Incident, duty: Duty, to: str, found: Found, now: datetime) -> Draft:
    what = found.category.zh if found.category else incident.category
    said = wording.what(incident, what)
    told = wording.UNKNOWN if names_a_person(said) else said
    done = wording.measures(found.facts, found.statements)[-LAST:]
    steps = ";".join(f"{wording.moment(one.at)} {one.zh}" for one in done)
    lines = [
        f"{to}:",
        f"{'补报' if duty.reported or '@' in duty.id else '首报'}"
        f"(工单{incident.number or incident.id[:8]},{cited(duty.article, 'zh')})",
        f"一、时间:{wording.moment(incident.hazard_at)}",
        f"二、地点:{wording.place(incident, found.area)}",
        f"三、类别与等级:{what}({incident.category}),{wording.grade(incident)}",
        f"四、简要情况:{told}",
        f"五、伤亡损失:{wording.figures(found.figures)}",
        f"六、已采取措施:{steps or wording.UNKNOWN}",
        f"七、报告时间:{wording.moment(now)}",
    ]
    return Draft(duty=duty.id, to=duty.to, deadline=duty.deadline, as_of=now, zh="\n".join(lines))
