"""HTTP routes of the environment: each room that is named here adds its own."""

from linli.api import serve

from . import unread
from .cases import api as cases_api
from .routes import api
from .sightings import api as sightings_api
from .sightings import own
from .sightings.sensors import api as sensors_api
from .sightings.wards import api as wards_api
from .values import api as values_api
from .warnings import api as warnings_api
from .watching import api as watching_api

__all__ = [
    "api",
    "cases_api",
    "own",
    "sensors_api",
    "sightings_api",
    "unread",
    "values_api",
    "wards_api",
    "warnings_api",
    "watching_api",
]
handler = serve(api)
