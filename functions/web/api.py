"""HTTP routes of web. The pages are served by pages.py, the sockets by socket.py."""

from linli.api import serve

from . import unread
from .hints import api as hints_api
from .routes import api

__all__ = ["api", "hints_api", "unread"]
handler = serve(api)
