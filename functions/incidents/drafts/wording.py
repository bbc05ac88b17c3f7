"""The Chinese wording of what is known of an incident, for reports and sheets. Pure.

Unknown values are written as 待核实 and never left out: unknown is not zero.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from functions.incidents.grading.model import Statement
from functions.incidents.model import Entry, Incident
from functions.incidents.statutory import Figures
from linli.anonymous import names_a_person
from linli.codes import called
from linli.laws import cited
from linli.notices import OF_A_DRILL
from linli.wall import CHINA

from .views import Known

UNKNOWN = "待核实"
COUNTED = {
    "deaths": ("死亡", "人"),
    "seriously_injured": ("重伤", "人"),
    "poisoned": ("中毒", "人"),
    "evacuated": ("疏散", "人"),
    "moved": ("转移", "人"),
    "trapped_minutes": ("被困", "分钟"),
}
ALWAYS = ("deaths", "seriously_injured")
GRADES = {"I": "特别重大(I级)", "II": "重大(II级)", "III": "较大(III级)", "IV": "一般(IV级)"}
DONE = {  # facts that are measures taken
    "dispatched": "已派人处置",
    "acknowledged": "处置人员已接单",
    "action": "联动处置",
    "by-hand": "联动未响应,转人工",
    "handled": "现场处置完毕",
    "handed-over": "已通报救援力量",
    "verified": "已核实恢复",
}
TOLD = ("action", "by-hand", "handled", "handed-over")  # whose notes are included
# Notes of the timeline: "close GV-1: done", "119 phone: what was said".
ACTION = re.compile(r"([a-z]\w*) (\S+): ([a-z_]+)", re.ASCII)
HANDED = re.compile(r"(\D*\d{3}) ([a-z-]+): (.*)", re.DOTALL)


def headed(incident: Incident, text: str) -> str:
    return OF_A_DRILL[0] + text if incident.drill else text


def moment(at: datetime) -> str:
    at = at.astimezone(CHINA)
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


def place(incident: Incident, area: str) -> str:
    """From the community to the door, as far as it is known; `area` names community and grid."""
    building = "" if (incident.building or "") in incident.address else incident.building
    asset = f"设施{incident.subject}" if incident.subject != incident.category else ""
    return "、".join(filter(None, (area, incident.address, building, _point(incident), asset)))


def what(incident: Incident, category: str) -> str:
    """In the words of who raised it; else what its sensor or somebody said."""
    said = called("measure", incident.measure, "zh")
    return incident.what or f"{category}:{said}"


def _point(incident: Incident) -> str:
    if incident.lat is None or incident.lon is None:
        return ""
    return f"北纬{incident.lat:.5f}°东经{incident.lon:.5f}°"


def grade(incident: Incident) -> str:
    """The grade by the rules with its source, and that by a person if there is one."""
    said = []
    if incident.grading and incident.grading.grade:
        found = incident.grading
        source = cited(found.article, "zh") + ("" if found.verified else f",{UNKNOWN}")
        said.append(f"{GRADES[found.grade or 'IV']}({source})")
    if (person := incident.grading_by_person) and person.grade:
        said.append(f"人工定级{GRADES[person.grade]}")
    return ";".join(said) or "未定级"


def figures(known: Figures) -> str:
    said = known.model_dump(exclude_none=True)
    parts = [
        f"{word}{said[name]}{unit}" if name in said else f"{word}{UNKNOWN}"
        for name, (word, unit) in COUNTED.items()
        if name in said or name in ALWAYS
    ]
    loss = f"直接经济损失{yuan(known.loss_fen)}" if known.loss_fen is not None else ""
    quake = known.magnitude_tenths
    shaken = f"震级{quake // 10}.{quake % 10}" if quake is not None else ""
    return ",".join(filter(None, (*parts, loss, shaken)))


def yuan(fen: int) -> str:
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02}元" if rest else f"{whole}元"


def measures(facts: Iterable[Entry], statements: Iterable[Statement]) -> list[Known]:
    """In chronological order; text that looks like a phone or identity number is left out."""
    done = [Known(at=fact.at, zh=_measure(fact)) for fact in facts if fact.kind in DONE]
    said = [Known(at=one.at, zh=one.measures) for one in statements if one.measures]
    return sorted([*done, *said], key=lambda one: one.at)


def access(statements: Sequence[Statement]) -> str:
    return next((one.access for one in reversed(statements) if one.access), "")


def _measure(fact: Entry) -> str:
    told = _noted(fact.note) if fact.kind in TOLD and not names_a_person(fact.note) else ""
    return ":".join(filter(None, (DONE[fact.kind], told)))


def _noted(note: str) -> str:
    if found := ACTION.fullmatch(note):
        command, asset, outcome = found.groups()
        return f"{called('command', command, 'zh')} {asset} {called('outcome', outcome, 'zh')}"
    if found := HANDED.fullmatch(note):
        whom, channel, said = found.groups()
        return f"{whom} {called('channel', channel, 'zh')}:{said}"
    return note
