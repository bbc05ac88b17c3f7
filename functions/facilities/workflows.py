"""Route that shows the state machines of linked actions and imports, from the definitions
that run.
"""

from linli.flow import drawn

from .routes import api

drawn(api, "answering", "importing")
