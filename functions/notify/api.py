"""HTTP routes of notify: each module that is named here adds its own."""

from linli.api import serve

from . import inbox
from .routes import api

__all__ = ["api", "inbox"]
handler = serve(api)
