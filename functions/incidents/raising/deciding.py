"""An incident raised by a person. Pure: rows and time come in as arguments."""

from datetime import datetime, timedelta

from events.incidents import IncidentRaised
from functions.incidents.grading.rules import Categories, category_of
from functions.incidents.handling.rules import GRACE
from functions.incidents.model import Incident, Sensor
from functions.incidents.news import fact, said
from linli.anonymous import must_name_nobody
from linli.errors import Invalid

from .views import Raising

LONG_AGO = timedelta(days=7)  # older occurrences are refused
KIND, MEASURE = "report", "reported"  # in place of those of an asset


def must_fit(categories: Categories, asked: Raising, now: datetime) -> None:
    must_name_nobody(what=asked.what, address=asked.address, building=asked.building or "")
    happened, learned = _moments(asked, now)
    if not now - LONG_AGO <= happened <= now:
        raise Invalid("not-then", "/body/happened_at")
    if not happened <= learned <= now:
        raise Invalid("not-then", "/body/learned_at")
    if category_of(categories, asked.category, happened) is None:
        raise Invalid("category-unknown", "/body/category")
    if asked.grid and asked.grid[:12] != asked.community:
        raise Invalid("not-there", "/body/grid")


def raise_by_hand(asked: Raising, incident_id: str, by: str, now: datetime) -> Incident:
    """Without a sensor, the verifier confirms the end. Its own id stands for a hazard's."""
    point = asked.point.model_dump() if asked.point else {}
    happened, learned = _moments(asked, now)
    incident = Incident(
        id=incident_id,
        stage="raised",
        due=now + GRACE,
        subject=asked.asset_id or asked.category,
        kind=KIND,
        hazard_id=incident_id,
        measure=MEASURE,
        value=0,
        article="",
        limit_id="",
        hazard_at=happened,
        learned_at=learned,
        raised_at=now,
        sensor=Sensor(normal=True, at=now, version=0, absent=True),
        **asked.model_dump(exclude={"asset_id", "point", "happened_at", "learned_at"}),
        **point,
    )
    told = said(IncidentRaised, incident, now)
    return fact(
        incident, "raised", now, by=by, note=asked.what, happened_at=happened, events=[told]
    )


def _moments(asked: Raising, now: datetime) -> tuple[datetime, datetime]:
    """When it happened and when it became known: the law counts from the one or the other."""
    return asked.happened_at or asked.learned_at or now, asked.learned_at or now
