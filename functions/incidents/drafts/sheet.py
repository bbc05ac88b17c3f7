"""The sheet that is read out or handed to the fire service or an ambulance. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from functions.incidents.grading.model import Category, Statement
from functions.incidents.model import Entry, Incident
from functions.incidents.statutory import Figures

from . import wording
from .views import Contact, Known, Service, Sheet, Where

LAST = 20


class Found(NamedTuple):
    """What was looked up for it; `records` counts the personal data taken for the emergency."""

    category: Category | None
    figures: Figures
    facts: Sequence[Entry]
    statements: Sequence[Statement]
    operator: str | None
    records: int


def sheet(incident: Incident, to: Service, found: Found, now: datetime) -> Sheet:
    where = Where(
        community=incident.community,
        grid=incident.grid,
        subject=incident.subject,
        address=incident.address,
        access=wording.access(found.statements),
    )
    contacts, known = _contacts(incident, found.operator), _known(incident, found)
    return Sheet(
        incident=incident.id,
        number=incident.number,
        drill=incident.drill,
        as_of=now,
        to=to,
        where=where,
        category=incident.category,
        grade=incident.grade,
        grading=incident.grading,
        figures=found.figures,
        contacts=contacts,
        known=known,
        records=found.records,
        zh=_printed(incident, to, found, where, contacts, known, now),
    )


def _contacts(incident: Incident, operator: str | None) -> list[Contact]:
    on_it = [(incident.post or "assignee", incident.assignee), ("operator", operator)]
    return [Contact(post=post, person=person) for post, person in on_it if person]


def _known(incident: Incident, found: Found) -> list[Known]:
    begun = Known(at=incident.hazard_at, zh=incident.what or f"{incident.measure} 异常")
    said = wording.measures(found.facts, found.statements)
    return [begun, *said[-LAST:]]


def _printed(
    incident: Incident,
    to: Service,
    found: Found,
    where: Where,
    contacts: Sequence[Contact],
    known: Sequence[Known],
    now: datetime,
) -> str:
    what = found.category.zh if found.category else incident.category
    lines = [
        f"{to} 交接单 {incident.number or incident.id[:8]} 截至 {wording.moment(now)}",
        f"类别:{what}({incident.category}) 等级:{wording.grade(incident)}",
        f"地点:{wording.place(incident)}",
        f"进入:{where.access or wording.UNKNOWN}",
        f"伤亡:{wording.figures(found.figures)}",
        f"需帮助人员:{found.records}人已登记(另行当面提供)" if found.records else "",
        "联系:" + "、".join(f"{one.post} {one.person}" for one in contacts),
        *(f"{wording.moment(one.at)} {one.zh}" for one in known),
    ]
    return wording.headed(incident, "\n".join(filter(None, lines)))
