"""The effects of one sensor's messages, in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from functions.environment.sightings import handling, rows, store
from functions.environment.sightings.model import Answered, Changed, Clip, Group, Kind, Sighting
from functions.environment.sightings.records import Records
from functions.environment.sightings.sensors import judging
from functions.environment.sightings.sensors import store as sensors
from linli import clock
from linli.errors import Refused
from linli.ids import derived
from linli.signals import Device
from linli.store import Write

from . import joining
from .messages import Seen


def heard(device: Device, messages: Sequence[Seen]) -> list[Write]:
    taking = Taking(device, clock.now(device.community))
    for message in messages:
        taking.take(message)
    return taking.writes()


class Taking:
    """NotFound if the sensor is not registered there."""

    def __init__(self, device: Device, now: datetime) -> None:
        self.sensor = sensors.sensor_in(device.community, device.id)
        self.records = Records(now)
        self.records.take(judging.Changed(sensors.record(self.sensor)))
        self.now = now
        self.groups: dict[tuple[Kind, str], Group] = {}
        self.sightings: dict[str, Changed] = {}
        self.clips: list[Clip] = []

    def take(self, said: Seen) -> None:
        if said.what == "well":
            self._well(said.at)
        else:
            self._see(said, said.what)
        record = self.records.of(self.sensor)
        new = {"seen": record.seen + (said.what != "well"), "last_at": said.at}
        self.records.take(judging.Changed(record.model_copy(update=new)))

    def writes(self) -> list[Write]:
        return [
            *self.records.writes(),
            *(store.keep_group(*key, group) for key, group in self.groups.items()),
            *(store.keep(changed.after, changed.news) for changed in self.sightings.values()),
            *map(store.keep_clip, self.clips),
        ]

    def _see(self, said: Seen, kind: Kind) -> None:
        rule, key = rows.rule(kind, said.at), self._whose(kind)
        record, group = self.records.of(self.sensor), self._group(key)
        report = joining.report(self.sensor, record, said, rule)
        known = map(self._known, joining.near(group, said.at, rule))
        near = (one for one in known if one)
        begun = joining.begin(self.sensor, report, rule, self.now)
        found = joining.pick(near, self.sensor, said.at, rule) or store.known(begun.after.id)
        changed = joining.join(found, report, rule, self.now) if found else begun
        if said.clip:
            changed = self._filmed(changed, said)
        self._keep(changed)
        if found:
            self.records.judge(found, changed.after)
        if (after := joining.with_(group, changed.after)) is not group:
            self.groups[key] = after
        if group.well_at and group.well_at >= said.at:
            self._answer(changed.after, group.well_at)

    def _well(self, at: datetime) -> None:
        """Settles falls until then, including those reported later."""
        key = self._whose("fall")
        if self.sensor.person is None:
            raise Refused("nobody-wears-it")
        group = self._group(key)
        self.groups[key] = group.model_copy(update={"well_at": max(at, group.well_at or at)})
        for one in group.recent:
            if one.since <= at and (found := self._known(one.id)):
                self._answer(found, at)

    def _answer(self, sighting: Sighting, at: datetime) -> None:
        said = Answered(said="well", channel="button", at=at)
        changed = handling.answer(sighting, said, rows.rule("fall", sighting.since), self.now)
        if changed.after != sighting:
            self._keep(changed)
            self.records.judge(sighting, changed.after)

    def _filmed(self, changed: Changed, said: Seen) -> Changed:
        sighting = changed.after
        until = said.at + rows.CLIP_KEPT(said.at)
        clip = Clip(
            id=derived(self.sensor.id, str(said.boot), str(said.seq)),
            sighting=sighting.id,
            community=sighting.community,
            sensor_id=self.sensor.id,
            ref=said.clip,
            at=said.at,
            kept_until=until,
            due=until,
        )
        self.clips.append(clip)
        after = sighting.model_copy(update={"clips": sighting.clips + 1})
        return changed._replace(after=after)

    def _keep(self, changed: Changed) -> None:
        before = self.sightings.get(changed.after.id)
        told = (*(before.news if before else ()), *changed.news)
        self.sightings[changed.after.id] = Changed(changed.after, told)

    def _known(self, sighting_id: str) -> Sighting | None:
        """None if it has expired."""
        kept = self.sightings.get(sighting_id)
        return kept.after if kept else store.known(sighting_id)

    def _group(self, key: tuple[Kind, str]) -> Group:
        return self.groups[key] if key in self.groups else store.group(*key)

    def _whose(self, kind: Kind) -> tuple[Kind, str]:
        person = self.sensor.person if kind == "fall" else None
        return kind, person or self.sensor.community
