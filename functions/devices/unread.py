"""Routes over what could not be taken, and what died on its way."""

from linli import unread

from .routes import api

unread.routes(api)
