"""HTTP routes of notify: each module that is named here adds its own."""

from linli.api import serve

from . import inbox, suppliers_api
from .routes import api

__all__ = ["api", "inbox", "suppliers_api"]
handler = serve(api)
