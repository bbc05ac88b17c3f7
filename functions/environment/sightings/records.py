"""Records of sensors within one transaction: changed any number of times, then written once."""

from datetime import datetime

from linli.store import Write

from . import rows
from .model import Sighting
from .sensors import judging
from .sensors import store as sensors
from .sensors.judging import Changed
from .sensors.model import Record, Sensor


class Records:
    def __init__(self, now: datetime) -> None:
        self.now = now
        self.known: dict[str, Changed] = {}

    def of(self, sensor: Sensor) -> Record:
        known = self.known.get(sensor.id)
        return known.after if known else sensors.record(sensor)

    def take(self, changed: Changed) -> None:
        known = self.known.get(changed.after.sensor_id)
        told = (*(known.news if known else ()), *changed.news)
        self.known[changed.after.sensor_id] = Changed(changed.after, told)

    def judge(self, before: Sighting, after: Sighting) -> None:
        """A new outcome counts for each sensor that reported it; an old one for those that have
        only now, as an older judgement may have left a record that keeps the latest.
        """
        if after.outcome is None:
            return
        known = before.sensors if after.outcome == before.outcome else ()
        for sensor_id in after.sensors:
            if sensor_id not in known:
                sensor = sensors.sensor(sensor_id)
                about = (self.of(sensor), sensor, after.id, after.outcome)
                self.take(judging.judged(*about, rows.limit(self.now), self.now))

    def writes(self) -> list[Write]:
        return [sensors.keep(one.after)._replace(events=one.news) for one in self.known.values()]
