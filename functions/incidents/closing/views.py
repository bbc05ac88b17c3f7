"""The request to close an incident."""

from functions.incidents.model import Words
from linli.model import Fact


class Closure(Fact):
    """`unreported` is the reason why a report that the law requires was not made, if so.

    `sensor_fault` says why the sensors that still read abnormal are themselves out of order. Then
    the incident is closed without verification, and each of those sensors becomes a hazard of its
    own.
    """

    lesson: Words
    unreported: Words | None = None
    sensor_fault: Words | None = None
