"""Which open incident a hazard belongs to, by the correlation rules. Pure."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from events.facilities import HazardEvent
from functions.incidents.handling.rules import ENDED
from functions.incidents.handling.sensing import about, sensor_of
from functions.incidents.model import Incident, Member
from linli.geo import metres

from .model import Candidate, Correlation, Group

KEPT = 12  # incidents remembered per group: only open ones matter
WAIT = 30  # hazards joined per write


class Pick(NamedTuple):
    row: Correlation
    incident: Incident


class Waiting(NamedTuple):
    """What joins `now`, whether there is `more`, and which groups then still have waiting
    hazards.
    """

    now: list[tuple[Correlation, Member]]
    more: bool
    left: set[str]


def applying(rows: Iterable[Correlation], hazard: HazardEvent) -> list[tuple[Correlation, str]]:
    """The rules that apply to such a hazard, each with the place that it searches."""
    found = [(row, _place(row, hazard)) for row in rows if _speaks_of(row, hazard)]
    return [(row, place) for row, place in found if place]


def pick(
    hazard: HazardEvent,
    groups: Iterable[tuple[Correlation, Group]],
    incidents: Mapping[str, Incident],
) -> Pick | None:
    """By the first rule with a match, the incident nearest in time."""
    for row, group in groups:
        near = [incidents[one.incident] for one in group.raised if _is_near(row, one, hazard)]
        fit = [one for one in near if one.stage not in ENDED and _in_time(row, one, hazard.at)]
        if fit:
            return Pick(row, min(fit, key=lambda one: (_gap(one, hazard.at), one.id)))
    return None


def leads(row: Correlation, incident: Incident, member: Member) -> bool:
    """Whether the hazard is the cause of the incident's other hazards."""
    return member.kind in row.cause and incident.kind not in row.cause


def register(group: Group, incident: Incident, hazard: HazardEvent) -> Group:
    """The group with the incident, so that later hazards find it."""
    new = Candidate(incident=incident.id, at=hazard.at, lat=hazard.lat, lon=hazard.lon)
    return group.model_copy(update={"raised": (*group.raised, new)[-KEPT:]})


def less(group: Group, left: Container[str]) -> Group:
    """The group; `waits` stays only if hazards of its rule are `left`."""
    return group.model_copy(update={"waits": group.waits and group.rule in left})


def waiting(
    groups: Iterable[tuple[Correlation, Iterable[Member]]],
    handled: Container[str],
    hazard: HazardEvent,
) -> Waiting:
    """The waiting hazards that join the incident raised for this one, each once."""
    known = [
        (row, one)
        for row, members in groups
        for one in members
        if one.hazard_id not in handled and one.hazard_id != hazard.hazard_id
    ]
    near = {
        one.hazard_id: (row, one)
        for row, one in known
        if abs(one.hazard_at - hazard.at) <= timedelta(minutes=row.window)
    }
    some = [*near.values()][:WAIT]
    ids = {one.hazard_id for _, one in some}
    left = {row.id for row, one in known if one.hazard_id not in ids}
    return Waiting(some, len(near) > len(some), left)


def wait(
    row: Correlation, known: Member | None, hazard: HazardEvent, now: datetime
) -> Member | None:
    """The write of a hazard that waits for an incident; None if it waits with this reading
    already.
    """
    new = member(hazard, row.id, now)
    if known is None:
        return new
    if (known.sensor.at, known.sensor.version) >= (new.sensor.at, new.sensor.version):
        return None
    return new.model_copy(update={"version": known.version})


def member(hazard: HazardEvent, rule: str, now: datetime) -> Member:
    return Member(
        subject=hazard.asset_id,
        hazard_at=hazard.at,
        priority=hazard.priority,
        sensor=sensor_of(hazard),
        joined_at=now,
        rule=rule,
        **about(hazard),
    )


def _speaks_of(row: Correlation, hazard: HazardEvent) -> bool:
    if not row.in_force(hazard.at) or (hazard.raises == "hazard" and not row.mere):
        return False
    return _is_of(row.categories, hazard.category) and (not row.kinds or hazard.kind in row.kinds)


def _is_of(families: Sequence[str], category: str) -> bool:
    known = (category == one or category.startswith(f"{one}.") for one in families)
    return not families or any(known)


def _place(row: Correlation, hazard: HazardEvent) -> str | None:
    if row.same == "community":
        return hazard.community
    return {"asset": hazard.asset_id, "zone": hazard.zone, "building": hazard.building}[row.same]


def _is_near(row: Correlation, one: Candidate, hazard: HazardEvent) -> bool:
    if row.within_m is None:
        return True
    if one.lat is None or one.lon is None or hazard.lat is None or hazard.lon is None:
        return False
    return metres(one.lat, one.lon, hazard.lat, hazard.lon) <= row.within_m


def _in_time(row: Correlation, incident: Incident, at: datetime) -> bool:
    first, last = incident.span or (incident.hazard_at, incident.hazard_at)
    most, longest = timedelta(minutes=row.window), timedelta(minutes=row.longest)
    return first - most <= at <= last + most and abs(at - first) <= longest


def _gap(incident: Incident, at: datetime) -> timedelta:
    first, last = incident.span or (incident.hazard_at, incident.hazard_at)
    return max(first - at, at - last, timedelta(0))
