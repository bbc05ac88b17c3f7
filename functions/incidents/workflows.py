"""Route of how incidents are driven: the very definition that runs."""

from linli.flow import drawn

from .routes import api

drawn(api, "handling")
