"""HTTP routes of web. What browsers get besides, pages.py gives, and socket.py what is pushed."""

from linli.api import serve

from . import unread
from .hints import api as hints_api
from .routes import api

__all__ = ["api", "hints_api", "unread"]
handler = serve(api)
