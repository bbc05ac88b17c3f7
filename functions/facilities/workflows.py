"""Route of how linked actions and imports are driven: the very definitions that run."""

from linli.flow import drawn

from .routes import api

drawn(api, "answering", "importing")
