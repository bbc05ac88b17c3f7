"""HTTP routes of devices: each room that is named here adds its own."""

from linli.api import serve

from . import unread
from .conservation import api as conservation_api
from .kinds import api as kinds_api
from .register import api as register_api
from .routes import api

__all__ = ["api", "conservation_api", "kinds_api", "register_api", "unread"]
handler = serve(api)
