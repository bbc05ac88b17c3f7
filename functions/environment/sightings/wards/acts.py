"""Wards from registration to end: load, decide, save."""

from datetime import datetime
from functools import partial
from typing import get_args

from functions.environment.sightings import acts, rows
from functions.environment.sightings import store as sightings
from functions.environment.sightings.model import Kind
from functions.environment.sightings.sensors import judging
from functions.environment.sightings.sensors import rules as sensor_rules
from functions.environment.sightings.sensors import store as sensors
from functions.environment.sightings.sensors.model import Sensor
from linli import clock, sifting
from linli.errors import NotFound
from linli.store import Page, commit, every, stored, until_settled

from . import news, rules, store
from .model import Registering, Ward

KINDS: tuple[Kind, ...] = get_args(Kind)


def register(asked: Registering, sealed: str, request: str, by: str) -> Ward:
    def settle() -> Ward:
        known, now = store.known(asked.person), clock.now(asked.community)
        longest = rows.WARD_LONGEST(now)
        ward = rules.register(known, asked, sealed, request, by, longest, now)
        if ward is known:
            return ward
        commit(store.keep(ward))
        return stored(ward)

    return until_settled(settle)


def listed(community: str, equipped: bool | None, after: str) -> Page[Ward]:
    """A page of those who are wards now."""
    read, now = store.SHOWN if equipped is None else sifting.READ, clock.now(community)
    return sifting.sifted(
        lambda after: store.wards(community, after, read),
        lambda ward: rules.fits(ward, equipped, now),
        store.place,
        after,
        store.SHOWN,
    )


def add(sensor: Sensor, request: str) -> Sensor:
    """A personal sensor is registered in the same transaction as its entry in the ward."""
    if sensor.person is None:
        return sensors.register(sensor, request)
    ward, now = store.known(sensor.person), clock.now(sensor.community)
    if ward and sensor.id in ward.sensors:
        return sensors.register(sensor, request)
    watched = rules.watched_by(ward, sensor.community, sensor.id, now)
    return sensors.register(sensor, request, store.keep(watched))


def end(person: str, by: str | None, reason: str) -> Ward:
    """Retires the ward's sensors, so that monitoring stops at once. The person and the guardian who
    agreed are notified, except whoever ended it. Idempotent.
    """

    def settle() -> Ward:
        before = store.ward(person)
        after = rules.end(before, by, reason, clock.now(before.community))
        if after != before:
            commit(store.keep(after)._replace(events=tuple(news.ended(after))))
            after = stored(after)
        for sensor_id in after.sensors:
            until_settled(partial(retire, sensor_id))
        return after

    return until_settled(settle)


def close(community: str) -> None:
    """Ends all wards, retires all sensors and closes all sightings of a community that
    is closed.
    """
    now = clock.now(community)
    for ward in every(lambda after: store.wards(community, after)):
        end(ward.person, None, "")
    for sensor in every(lambda after: sensors.sensors(community, after)):
        until_settled(partial(retire, sensor.id))
    for kind in KINDS:
        for sighting in every(partial(sightings.sightings, community, kind)):
            acts.close(sighting.id, now)


def look(pk: str, sk: str) -> None:
    """Called by the sweeper when the time of a ward is over."""
    ward = store.by_key(pk, sk)
    if ward.ended_at is None and ward.until <= clock.now(ward.community):
        end(ward.person, None, "")


def retire(sensor_id: str) -> None:
    sensor = sensors.sensor(sensor_id)
    if sensor.state != "retired":
        forget(sensor_rules.retired(sensor), clock.now(sensor.community))


def forget(sensor: Sensor, now: datetime) -> Sensor:
    """A retired sensor no longer is a hazard for its false alarms."""
    changed = judging.trusted(sensors.record(sensor), sensor, rows.limit(now), now)
    told = [sensors.keep(changed.after)._replace(events=changed.news)] if changed.news else []
    return sensors.revise(sensor, *told)


def where(person: str) -> str:
    """The address of a ward; "" if monitoring has ended."""
    try:
        ward = store.ward(person)
    except NotFound:
        return ""
    return store.where(ward) if rules.is_kept(ward, clock.now(ward.community)) else ""
