"""Routes for messages in quarantine and for dead letters."""

from linli import unread

from .routes import api

unread.routes(api)
