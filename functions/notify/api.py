"""HTTP routes of notify: each module that is named here adds its own."""

from linli.api import serve

from . import bulk_api, bulk_reports, inbox, suppliers_api
from .routes import api

__all__ = ["api", "bulk_api", "bulk_reports", "inbox", "suppliers_api"]
handler = serve(api)
