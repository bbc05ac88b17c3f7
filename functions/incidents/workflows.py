"""Route that shows the state machine of incidents, from the definition that runs."""

from linli.flow import drawn

from .routes import api

drawn(api, "handling")
