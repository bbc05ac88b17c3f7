"""HTTP routes of incidents: each room that is named here adds its own."""

from linli.api import serve

from .correlation import api as correlation_api
from .duty import api as duty_api
from .handling import api as handling_api
from .routes import api

__all__ = ["api", "correlation_api", "duty_api", "handling_api"]
handler = serve(api)
