"""Frames of GB/T 26875.3 as measures of a fire panel and its parts. Pure.

Each bit of a state is a measure of that name, 1 or 0. Systems of the panel and their parts are
identified by address; "" is the transmission device in front of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, ClassVar, NamedTuple, Self

from pydantic import AwareDatetime, SkipValidation

from functions.facilities.hazards.model import Sensed
from functions.facilities.model import Kind
from linli.messages import AHEAD, BEHIND, Sample, Sent, sized
from linli.standards import gbt26875 as gb
from linli.standards.gbt26875 import tables

SERIALS = 1 << 16
MANUAL_CALL_POINT = 23
DETECTORS = dict.fromkeys(range(10, 14), Kind.GAS_DETECTOR)  # all other parts detect fire
VALUES = {  # by unit, of analog values that limits use: measure and factor
    "%LEL": ("lel_percent", 1.0),
    "MPa": ("pressure_mpa", 1.0),
    "kPa": ("pressure_mpa", 0.001),
    "V": ("voltage_v", 1.0),
}
ENDS = {"reset", "alarm_cancelled"}  # operations that end a call for help


class Framed(Sent):
    """A frame as a message. Serial numbers restart and frames come late; with the frame's time they
    identify a frame, but do not tell which of two is newer.
    """

    ordered: ClassVar[bool] = False
    objects: SkipValidation[tuple[Any, ...]]
    at: AwareDatetime

    @classmethod
    def split(cls, payload: bytes) -> Iterator[bytes]:
        return gb.split(payload)

    @classmethod
    def read(cls, payload: bytes) -> Self:
        frame = gb.decode(sized(payload))
        report = gb.read(frame.data) if frame.command == gb.SEND else None
        objects = report.objects if isinstance(report, gb.Report) else ()
        number = int(frame.at.timestamp()) * SERIALS + frame.serial
        return cls(v=1, boot=0, seq=number, objects=objects, at=frame.at)

    def times(self) -> list[AwareDatetime]:
        return [self.at, *(one.at for one in self.objects)]

    def shifted(self, by: timedelta) -> Self:
        objects = tuple(one._replace(at=one.at + by) for one in self.objects)
        return self.model_copy(update={"at": self.at + by, "objects": objects})

    def believed(self, received: datetime) -> Self:
        """Replaces impossible times by the time of arrival, as a panel's clock may have stood still
        for years.
        """

        def right(at: datetime) -> datetime:
            return at if received - BEHIND <= at <= received + AHEAD else received

        objects = tuple(one._replace(at=right(one.at)) for one in self.objects)
        return self.model_copy(update={"at": right(self.at), "objects": objects})


class Said(NamedTuple):
    """The sample of one address; `tested`: the panel itself says that it is under test."""

    sample: Sample
    kind: Kind  # if the part is not registered as an asset
    tested: bool


def said(frames: Iterable[Framed]) -> dict[str, list[Said]]:
    """By address, in order of arrival."""
    found: dict[str, list[Said]] = defaultdict(list)
    for one in (each for frame in frames for each in frame.objects):
        if measures := _measures(one):
            tested = "normal" not in getattr(one, "states", {"normal"})
            sample = Sample(at=one.at, measures=measures)
            found[_address(one)].append(Said(sample, _kind(one), tested))
    return found


def sensed(said: Iterable[Said], is_drill: Callable[[datetime], bool]) -> list[Sensed]:
    """A sample of something under test is a drill only within a registered test."""
    return [
        Sensed(
            at=one.sample.at,
            measures=one.sample.measures,
            drill=one.tested and any(one.sample.measures.values()) and is_drill(one.sample.at),
        )
        for one in said
    ]


def _measures(one: Any) -> dict[str, float]:
    if isinstance(one, gb.Analog):
        return _value(one)
    if isinstance(one, gb.SystemOperation | gb.DeviceOperation):
        return _called(one.operations)
    bits = {name: float(name in one.states) for name in _names(one) if name != "normal"}
    if isinstance(one, gb.PartState) and one.part == MANUAL_CALL_POINT:
        bits["manual_call"] = bits.pop("fire")
    elif isinstance(one, gb.PartState) and one.part in DETECTORS:
        bits["gas_alarm"] = bits.pop("fire")  # linked actions for fire must not follow from gas
    return bits


def _names(one: Any) -> tuple[str, ...]:
    if isinstance(one, gb.SystemState):
        return tables.SYSTEM_STATES
    return tables.PART_STATES if isinstance(one, gb.PartState) else tables.DEVICE_STATES


def _value(one: gb.Analog) -> dict[str, float]:
    measured = one.value
    if measured is None or measured[1] not in VALUES:
        return {}
    name, times = VALUES[measured[1]]
    return {name: measured[0] * times}


def _called(operations: frozenset[str]) -> dict[str, float]:
    if "manual_alarm" in operations:
        return {"manual_alarm": 1.0}
    return {"manual_alarm": 0.0} if operations & ENDS else {}


def _address(one: Any) -> str:
    if isinstance(one, gb.PartState | gb.Analog):
        return f"{one.system}-{one.address}-{one.part_address:08x}"
    if isinstance(one, gb.SystemState | gb.SystemOperation):
        return f"{one.system}-{one.address}"
    return ""


def _kind(one: Any) -> Kind:
    if isinstance(one, gb.PartState | gb.Analog):
        return DETECTORS.get(one.part, Kind.FIRE_DETECTOR)
    return Kind.FIRE_PANEL
