"""Routes for quarantined messages and dead letters."""

from linli import unread

from .routes import api

unread.routes(api, looking="show_quarantine")
