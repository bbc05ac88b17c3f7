"""The sheet that is read or handed to the fire service, an ambulance or the police. Pure."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from functions.incidents.contacts import Contact as Reached
from functions.incidents.grading.model import Category, Statement
from functions.incidents.model import Entry, Incident
from functions.incidents.statutory import Figures

from . import wording
from .views import Contact, Known, Service, Sheet, Where

LAST = 20
OPERATOR = "operator"  # the last whom a chain tells


class Found(NamedTuple):
    """What was looked up for the sheet; `area` is the name of its community and grid, `records` the
    number of personal data records.
    """

    area: str
    category: Category | None
    figures: Figures
    facts: Sequence[Entry]
    statements: Sequence[Statement]
    operator: str | None
    records: int
    reached: Mapping[str, Reached] = {}


def sheet(incident: Incident, to: Service, found: Found, now: datetime) -> Sheet:
    where = Where(
        community=incident.community,
        grid=incident.grid,
        subject=incident.subject,
        address=incident.address,
        building=incident.building,
        lat=incident.lat,
        lon=incident.lon,
        access=wording.access(found.statements),
    )
    contacts, known = _contacts(incident, found), _known(incident, found)
    said = Sheet(
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
        version="",
    )
    return said.model_copy(update={"version": _version(said, incident.figures)})


def people(incident: Incident, operator: str | None) -> list[str]:
    """The people to call about the incident."""
    return [one for one in (incident.assignee, operator) if one]


def _contacts(incident: Incident, found: Found) -> list[Contact]:
    on_it = [(incident.post or "assignee", incident.assignee), (OPERATOR, found.operator)]
    return [_contact(post, person, found.reached) for post, person in on_it if person]


def _contact(post: str, person: str, reached: Mapping[str, Reached]) -> Contact:
    how = reached.get(person)
    more = {"name": how.name, "phone": how.phone} if how else {}
    return Contact.model_validate({"post": post, "person": person, **more})


def _version(said: Sheet, stated: Figures) -> str:
    """A digest of its content and contacts, without the time of the request, what only passes with
    it (the minutes that people have been trapped), and the phone numbers.
    """
    without = {"as_of", "zh", "version", "contacts"}
    lasting = said.model_copy(update={"figures": stated}).model_dump_json(exclude=without)
    named = ",".join(one.person for one in said.contacts)
    return hashlib.sha256(f"{lasting}|{named}".encode()).hexdigest()


def _called(one: Contact) -> str:
    post = "值班负责人" if one.post == OPERATOR else "处置人"
    return " ".join(filter(None, (post, one.name or one.person, one.phone or "")))


def _known(incident: Incident, found: Found) -> list[Known]:
    begun = Known(at=incident.hazard_at, zh=wording.what(incident, _category(incident, found)))
    said = wording.measures(found.facts, found.statements)
    return [begun, *said[-LAST:]]


def _category(incident: Incident, found: Found) -> str:
    return found.category.zh if found.category else incident.category


def _printed(
    incident: Incident,
    to: Service,
    found: Found,
    where: Where,
    contacts: Sequence[Contact],
    known: Sequence[Known],
    now: datetime,
) -> str:
    what = _category(incident, found)
    lines = [
        f"{to} 交接单 {incident.number or incident.id[:8]} 截至 {wording.moment(now)}",
        f"类别:{what}({incident.category}) 等级:{wording.grade(incident)}",
        f"地点:{wording.place(incident, found.area)}",
        f"进入:{where.access or wording.UNKNOWN}",
        f"伤亡:{wording.figures(found.figures)}",
        f"需帮助人员:{found.records}人已登记(另行当面提供)" if found.records else "",
        "联系:" + "、".join(map(_called, contacts)),
        *(f"{wording.moment(one.at)} {one.zh}" for one in known),
    ]
    return wording.headed(incident, "\n".join(filter(None, lines)))
