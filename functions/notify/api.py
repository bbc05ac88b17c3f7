"""HTTP routes of notify: each room that is named here adds its own."""

from linli.api import serve

from . import unread
from .bulk import api as bulk_api
from .bulk import reports as bulk_reports
from .gateways import api as gateways_api
from .inbox import api as inbox_api
from .notices import reports as notices_reports
from .routes import api

__all__ = [
    "api",
    "bulk_api",
    "bulk_reports",
    "gateways_api",
    "inbox_api",
    "notices_reports",
    "unread",
]
handler = serve(api)
