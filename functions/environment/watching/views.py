"""What the routes of stations answer."""

from functions.environment.stations.model import Station
from functions.environment.values.model import Value

from .model import Status


class StationNow(Station):
    """A station with its latest hour. `status` is of water: `checking` while something is
    suspected, `unsafe` only once a laboratory has said so.
    """

    latest: Value | None
    status: Status | None
